using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>
/// The covered share of every drawn unit that an orthomosaic shows, as it was digitised and with the whole of it moved by its geolocation error along
/// either axis.
/// </summary>
public sealed class DroneShares
{
    private static readonly (int East, int North)[] Moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)];

    private readonly IReadOnlyList<UnitLabel>[] labels;

    private DroneShares(IReadOnlyList<UnitLabel>[] labels) => this.labels = labels;

    /// <summary>Shares as digitised, of the units that lie wholly within the footprint.</summary>
    public IReadOnlyList<UnitLabel> Labels => labels[0];

    /// <summary>The same with the fields moved east and west, north and south.</summary>
    public IReadOnlyList<(IReadOnlyList<UnitLabel> Plus, IReadOnlyList<UnitLabel> Minus)> Moved => [(labels[1], labels[2]), (labels[3], labels[4])];

    /// <exception cref="ScanException">A class is not the design's, the map is in degrees, the error reaches half a unit, or no unit was flown.</exception>
    public static DroneShares Of(SampleFolder sample, DroneReference drone)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(drone);
        Grid grid = sample.Grid;
        if (grid.IsGeographic)
        {
            throw new ScanException("drone-unit", $"{drone.File}: shares are taken of units on a map in metres, but the sampled map is in degrees; expected a map in a projected CRS.");
        }

        double metre = grid.SpatialReference.LinearUnitMetres, side = grid.GeoTransform.PixelWidth * metre * sample.Design.Unit.SidePixels;
        if (drone.RootMeanSquareMetres >= side / 2)
        {
            throw new ScanException("drone-unit", FormattableString.Invariant($"{drone.File}: “gcpRmseMetres” is {drone.RootMeanSquareMetres}, half of the unit's {side:0.##} m or more, so it is not known which unit a field lies in; expected better control points, or larger units."));
        }

        (int inside, int outside) = (Class(sample, drone, drone.Class), Class(sample, drone, drone.Otherwise));
        double[] flown = Shares(sample, drone.Footprint, grid, 0, 0);
        int[] units = [.. Enumerable.Range(1, sample.Design.N).Where(u => flown[u - 1] == 1)];
        if (units.Length == 0)
        {
            throw new ScanException("drone-unit", $"{drone.Footprint.Path}: no drawn unit lies wholly in the footprint; expected a flight over units of this sample.");
        }

        return new DroneShares([.. Moves.Select(move =>
        {
            double[] covered = Shares(sample, drone.Fields, grid, move.East * drone.RootMeanSquareMetres / metre, move.North * drone.RootMeanSquareMetres / metre);
            return (IReadOnlyList<UnitLabel>)[.. units.Select(u => new UnitLabel(u, Two(covered[u - 1]), LabelledSample.Adjudicator, drone.FlightDate.ToString("yyyy-MM-dd"), $"{drone.Fields.Path}: unit {u}"))];
        })]);

        double[] Two(double share)
        {
            double[] shares = new double[sample.Design.ReferenceClasses.Count];
            (shares[inside], shares[outside]) = (share, 1 - share);
            return shares;
        }
    }

    private static int Class(SampleFolder sample, DroneReference drone, string name)
    {
        int found = sample.Design.ReferenceClasses.Select(c => c.Name).ToList().IndexOf(name);
        return found >= 0 ? found : throw new ScanException("class-unknown", $"{drone.File}: speaks of “{name}”, which is not a reference class of the design; expected one of {string.Join(", ", sample.Design.ReferenceClasses.Select(c => c.Name))}.");
    }

    // Moving the polygons east is the same as moving the grid west under them.
    private static double[] Shares(SampleFolder sample, NamedFile polygons, Grid grid, double east, double north)
    {
        Grid moved = grid with { GeoTransform = grid.GeoTransform with { OriginX = grid.GeoTransform.OriginX - east, OriginY = grid.GeoTransform.OriginY - north } };
        var raster = new ZoneRaster(ZoneLayer.Read(polygons.Path, polygons.FullPath, null, moved), ZoneCoverageKind.Exact);
        int side = sample.Design.Unit.SidePixels;
        return [.. sample.UnitPlaces.Select(place => Share(raster, new Window(place.Column * side, place.Row * side, side, side).Intersect(grid.Bounds)))];
    }

    // Pixels of one unit differ in area by parts in a million.
    private static double Share(ZoneRaster raster, Window pixels)
    {
        raster.Fill(pixels);
        long covered = 0;
        for (int row = 0; row < pixels.Height; row++)
        {
            foreach (int share in raster.UnionRow(row))
            {
                covered += share;
            }
        }

        return covered / ((double)pixels.PixelCount * Area.ShareParts);
    }
}
