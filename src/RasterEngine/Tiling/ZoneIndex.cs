using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>Which polygons can meet a window: their bounding boxes, sorted into bands of rows.</summary>
internal sealed class ZoneIndex
{
    private const int BandRows = 256;

    private readonly Window[] boxes;
    private readonly int[] bandStarts;
    private readonly int[] polygons;

    /// <param name="boxes">The pixels that each polygon can touch, clipped to the grid; empty ones are never found.</param>
    /// <param name="height">The grid's.</param>
    public ZoneIndex(Window[] boxes, int height)
    {
        this.boxes = boxes;
        bandStarts = new int[(height / BandRows) + 2];
        foreach (Window box in boxes.Where(b => !b.IsEmpty))
        {
            for (int band = FirstBand(box); band <= LastBand(box); band++)
            {
                bandStarts[band + 1]++;
            }
        }

        for (int band = 1; band < bandStarts.Length; band++)
        {
            bandStarts[band] = checked(bandStarts[band] + bandStarts[band - 1]);
        }

        polygons = new int[bandStarts[^1]];
        int[] next = [.. bandStarts];
        for (int polygon = 0; polygon < boxes.Length; polygon++)
        {
            for (int band = FirstBand(boxes[polygon]); !boxes[polygon].IsEmpty && band <= LastBand(boxes[polygon]); band++)
            {
                polygons[next[band]++] = polygon;
            }
        }
    }

    /// <summary>Replaces the list by the polygons whose boxes meet the window, in rising order.</summary>
    public void Find(Window window, List<int> found)
    {
        found.Clear();
        int first = FirstBand(window);
        for (int band = first; !window.IsEmpty && band <= Math.Min(LastBand(window), bandStarts.Length - 2); band++)
        {
            foreach (int polygon in polygons.AsSpan(bandStarts[band]..bandStarts[band + 1]))
            {
                // In several bands: taken in the first that both are in.
                Window box = boxes[polygon];
                if (Math.Max(first, FirstBand(box)) == band && !box.Intersect(window).IsEmpty)
                {
                    found.Add(polygon);
                }
            }
        }

        found.Sort();
    }

    private static int FirstBand(Window box) => box.Row / BandRows;

    private static int LastBand(Window box) => (box.EndRow - 1) / BandRows;
}
