using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>Turns polygons into spans of one window, polygon by polygon. Buffers are kept from window to window.</summary>
internal abstract class ZoneSpans
{
    /// <summary>The spans so far: by polygon, then row, then column.</summary>
    public List<ZoneSpan> Spans { get; } = [];

    protected Window Window { get; private set; }

    /// <summary>Forgets the last window.</summary>
    public virtual void Start(Window window)
    {
        Window = window;
        Spans.Clear();
    }

    public void Add(ZoneShapes shapes, int polygon)
    {
        for (int ring = shapes.PolygonStarts[polygon]; ring < shapes.PolygonStarts[polygon + 1]; ring++)
        {
            int last = shapes.RingStarts[ring + 1] - 1, direction = shapes.RingDirections[ring];
            for (int i = shapes.RingStarts[ring]; i < last;)
            {
                int block = i / ZoneShapes.BlockEdges, end = Math.Min(last, (block + 1) * ZoneShapes.BlockEdges);
                if (shapes.BlockMisses(block, Window))
                {
                    i = end;
                }

                for (; i < end; i++)
                {
                    AddEdge(SubPixelEdge.Of(shapes.X[i], shapes.Y[i], shapes.X[i + 1], shapes.Y[i + 1], direction));
                }
            }
        }

        Finish(polygon);
    }

    protected abstract void AddEdge(in SubPixelEdge edge);

    /// <summary>Appends the polygon's spans.</summary>
    protected abstract void Finish(int polygon);
}
