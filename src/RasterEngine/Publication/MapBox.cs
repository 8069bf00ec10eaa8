namespace RasterEngine.Publication;

/// <summary>A box on a map, in the map's units.</summary>
public readonly record struct MapBox(double West, double South, double East, double North)
{
    public double Width => East - West;

    public double Height => North - South;
}
