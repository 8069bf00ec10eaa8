using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>A raster of bytes in a result folder at any of its levels, whether it lies in one file or in parts. Belongs to the thread that opened it.</summary>
internal sealed class LayerRaster : IDisposable
{
    private readonly string path;

    // The image, rows from above; most rasters are one.
    private readonly Dataset[] parts;

    private LayerRaster(string path, Dataset[] parts)
    {
        (this.path, this.parts) = (path, parts);
        Grid = Grid.Of(Path.GetFileName(path), parts[0]) with { Height = parts.Sum(p => p.Height) };
    }

    public Grid Grid { get; }

    public int BandCount => parts[0].BandCount;

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

    /// <summary>Whether the file says that a cell is seen, 0 where not; then each band's numbers there.</summary>
    /// <param name="level">0 is the image, n its overview n.</param>
    /// <param name="cells">Of that level.</param>
    public IReadOnlyList<byte[]> Read(int level, Window cells)
    {
        if (level > 0)
        {
            using Dataset overview = Overview(level);
            return Read([overview], cells);
        }

        return Read(parts, cells);
    }

    public void Dispose()
    {
        foreach (Dataset part in parts)
        {
            part.Dispose();
        }
    }

    private static byte[][] Read(Dataset[] images, Window cells)
    {
        byte[][] planes = [.. Enumerable.Range(0, images[0].BandCount + 1).Select(_ => new byte[cells.PixelCount])];
        int top = 0;
        foreach (Dataset image in images)
        {
            Window own = cells.Intersect(new Window(0, top, image.Width, image.Height));
            if (!own.IsEmpty)
            {
                var window = own with { Row = own.Row - top };
                Range rows = ((own.Row - cells.Row) * cells.Width)..((own.EndRow - cells.Row) * cells.Width);
                image.Band(1).ReadMask(window, planes[0].AsSpan(rows));
                for (int band = 1; band < planes.Length; band++)
                {
                    image.Band(band).Read(window, planes[band].AsSpan(rows));
                }
            }

            top += image.Height;
        }

        return planes;
    }

    // Those of parts lie in a file of their own, whose image is the first of them.
    private Dataset Overview(int level) => !CogParts.AreAt(path) ? Dataset.OpenOverview(path, level - 1)
        : level == 1 ? Dataset.Open(CogParts.Overviews(path)) : Dataset.OpenOverview(CogParts.Overviews(path), level - 2);
}
