using RasterEngine.Gdal;

namespace RasterEngine.Samples;

/// <summary>The drawn units with their places, numbered from 1 in a random order, so that a number tells nothing of the stratum.</summary>
public sealed class SampleUnits
{
    private const int WorldGeodetic = 4326;

    private SampleUnits(SampleFrame frame, IReadOnlyList<SampleUnit> units) => (Frame, Units) = (frame, units);

    public SampleFrame Frame { get; }

    public IReadOnlyList<SampleUnit> Units { get; }

    /// <summary>Finds where the units lie.</summary>
    /// <exception cref="GdalException">The map's CRS has no way to longitude and latitude there.</exception>
    public static SampleUnits Of(SampleFrame frame, IReadOnlyList<DrawnUnit> drawn)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(drawn);

        // The middle and the four corners of each, clockwise from the upper left.
        double[] x = new double[drawn.Count * 5], y = new double[drawn.Count * 5];
        for (int i = 0; i < drawn.Count; i++)
        {
            Window p = frame.PixelsOf(frame.Unit(drawn[i].Unit));
            Put((i * 5) + 0, p.Column + (p.Width / 2.0), p.Row + (p.Height / 2.0));
            Put((i * 5) + 1, p.Column, p.Row);
            Put((i * 5) + 2, p.EndColumn, p.Row);
            Put((i * 5) + 3, p.EndColumn, p.EndRow);
            Put((i * 5) + 4, p.Column, p.EndRow);
        }

        double[] longitude = [.. x], latitude = [.. y];
        using CoordinateTransform transform = frame.Map.Grid.SpatialReference.To(SpatialReference.FromEpsg(WorldGeodetic));
        transform.Transform(longitude, latitude);
        return new SampleUnits(frame, [.. drawn.Select((d, i) => new SampleUnit(
            i + 1,
            d,
            new Place(x[i * 5], y[i * 5]),
            new Place(longitude[i * 5], latitude[i * 5]),
            [.. Enumerable.Range((i * 5) + 1, 4).Select(k => new Place(longitude[k], latitude[k]))]))]);

        void Put(int at, double column, double row)
        {
            Place place = frame.Map.Grid.GeoTransform.At(column, row);
            (x[at], y[at]) = (place.X, place.Y);
        }
    }
}
