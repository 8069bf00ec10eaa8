using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>A raster of a result folder at any of its levels, whether it lies in one file or in parts. Belongs to the thread that opened it.</summary>
internal sealed class LayerRaster : IDisposable
{
    private readonly string path;
    private readonly Dictionary<int, Dataset> overviews = [];

    // The image, rows from above; most rasters are one.
    private readonly Dataset[] parts;

    private LayerRaster(string path, Dataset[] parts)
    {
        (this.path, this.parts) = (path, parts);
        Grid = Grid.Of(Path.GetFileName(path), parts[0]) with { Height = parts.Sum(p => p.Height) };
    }

    public Grid Grid { get; }

    public int BandCount => parts[0].BandCount;

    /// <summary>What the file says of a band, from 1.</summary>
    public RasterBand Band(int number) => parts[0].Band(number);

    /// <param name="path">A file that a scan published, or what stands for its parts.</param>
    /// <exception cref="GdalException">It is not there or broken.</exception>
    public static LayerRaster Open(string path)
    {
        var parts = new List<Dataset>();
        try
        {
            foreach (string part in CogParts.AreAt(path) ? CogParts.Images(path) : [path])
            {
                parts.Add(Dataset.Open(part));
            }

            return new LayerRaster(path, parts.Count > 0 ? [.. parts] : throw new IOException($"{path}: the files it stands for are not there"));
        }
        catch
        {
            parts.ForEach(p => p.Dispose());
            throw;
        }
    }

    /// <summary>Numbers of some bands, and where the first of them says that there is one: 255, else 0.</summary>
    /// <param name="level">0 is the image, n its overview n.</param>
    /// <param name="cells">Of that level.</param>
    /// <param name="bands">From 1.</param>
    public (IReadOnlyList<ushort[]> Numbers, byte[] Seen) Read(int level, Window cells, IReadOnlyList<int> bands)
    {
        ushort[][] numbers = [.. bands.Select(_ => new ushort[cells.PixelCount])];
        byte[] seen = new byte[cells.PixelCount];
        int top = 0;
        foreach (Dataset image in level == 0 ? parts : [Overview(level)])
        {
            Window own = cells.Intersect(new Window(0, top, image.Width, image.Height));
            if (!own.IsEmpty)
            {
                Window within = own with { Row = own.Row - top };
                Range rows = ((own.Row - cells.Row) * cells.Width)..((own.EndRow - cells.Row) * cells.Width);
                image.Band(bands[0]).ReadMask(within, seen.AsSpan(rows));
                for (int i = 0; i < bands.Count; i++)
                {
                    image.Band(bands[i]).Read(within, numbers[i].AsSpan(rows));
                }
            }

            top += image.Height;
        }

        return (numbers, seen);
    }

    public void Dispose()
    {
        foreach (Dataset dataset in parts.Concat(overviews.Values))
        {
            dataset.Dispose();
        }
    }

    // Those of parts lie in a file of their own, whose image is the first of them.
    private Dataset Overview(int level)
    {
        if (!overviews.TryGetValue(level, out Dataset? found))
        {
            found = !CogParts.AreAt(path) ? Dataset.OpenOverview(path, level - 1)
                : level == 1 ? Dataset.Open(CogParts.Overviews(path)) : Dataset.OpenOverview(CogParts.Overviews(path), level - 2);
            overviews.Add(level, found);
        }

        return found;
    }
}
