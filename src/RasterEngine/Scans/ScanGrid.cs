using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Decides the grid that both dates are scanned on: their own lattice where they share one, else the one the question asks for.</summary>
internal static class ScanGrid
{
    private const double LargestLatitude = 84;
    private const string Entry = "\"grid\": { \"like\": \"before\", \"resampling\": \"nearest\" }";
    private const int AlignedBlock = 512;

    /// <exception cref="ScanException">The dates share no lattice and no grid is asked for, do not overlap, or lie where hectares cannot be trusted.</exception>
    public static Grid Of(Scan scan, Scene before, Scene after, out TilePlan tiles)
    {
        Grid grid = scan.Grid is { } asked ? Asked(asked, before, after) : Shared(before, after);
        CheckPlace(grid, before.Files[0].Path);
        tiles = Tiles(grid, ScanPlan.IndexBands(scan, before)[0], before, ScanPlan.IndexBands(scan, after)[0], after);
        return grid;
    }

    private static Grid Shared(Scene before, Scene after)
    {
        foreach (Scene scene in before.Acquisitions.Concat(after.Acquisitions))
        {
            string path = scene.Files[0].Path;
            if (!scene.Grid.IsNorthUp)
            {
                throw new ScanException("south-up", $"{path}: its rows run northwards; expected a north-up raster, or this entry in the document, which turns it: {Entry}.");
            }

            if (before.Grid.LatticeDifference(scene.Grid) is { } difference)
            {
                throw new ScanException(
                    "different-lattice",
                    $"{before.Files[0].Path} and {path} do not share a lattice: {difference}; expected one CRS, one pixel size and origins whole pixels apart, or this entry in the document: {Entry}.");
            }
        }

        Window overlap = before.Grid.Overlap(after.Grid);
        return overlap.IsEmpty ? throw NoOverlap(before, after) : before.Grid.Part(overlap);
    }

    private static Grid Asked(GridSource asked, Scene before, Scene after)
    {
        Grid like = (asked.LikeBefore == false ? after : before).Grid.NorthUp;
        SpatialReference reference = asked.Crs ?? like.SpatialReference;
        (double width, double height) = asked.PixelSize ?? (like.GeoTransform.PixelWidth, -like.GeoTransform.PixelHeight);
        (double x, double y) = asked.Origin ?? (asked.Crs is null ? (like.GeoTransform.OriginX, like.GeoTransform.OriginY) : (0.0, 0.0));
        Footprint overlap;
        bool isTorn;
        try
        {
            isTorn = before.Acquisitions.Concat(after.Acquisitions).Any(s => Footprint.IsTorn(s.Grid, reference));
            overlap = Footprint.Of(before.Grid, reference).Intersect(Footprint.Of(after.Grid, reference));
        }
        catch (GdalException e)
        {
            throw new ScanException("bad-grid", $"“grid”: {before.Files[0].Path} and {after.Files[0].Path} cannot be brought to {reference} ({SceneFile.Words(e)}).", e);
        }

        if (isTorn)
        {
            throw new ScanException("antimeridian", $"{before.Files[0].Path} and {after.Files[0].Path} reach across the 180° meridian, where the map of {reference} ends; expected a CRS in “grid” that goes on there (the scene's UTM zone does).");
        }

        return overlap.IsEmpty ? throw NoOverlap(before, after) : overlap.Cover(x, y, width, height, reference);
    }

    /// <exception cref="ScanException">Beyond 84°, where projections and pixel sizes of the usual archives stop making sense (UTM ends at 84° N).</exception>
    public static void CheckPlace(Grid grid, string path)
    {
        double[] x = new double[9], y = new double[9];
        for (int i = 0; i < 9; i++)
        {
            Place place = grid.GeoTransform.At(grid.Width * (i % 3) / 2.0, grid.Height * (i / 3) / 2.0);
            (x[i], y[i]) = (place.X, place.Y);
        }

        using CoordinateTransform transform = grid.SpatialReference.ToOwnGeographic();
        transform.TransformOrNaN(x, y);
        if (!x.Concat(y).All(double.IsFinite))
        {
            throw new ScanException("no-place", $"{path}: some of its pixels lie where its coordinate reference system {grid.SpatialReference} has no place on the Earth; expected a raster cut to where it has.");
        }

        double furthest = y.Max(Math.Abs) * 180 / Math.PI;
        if (furthest > LargestLatitude)
        {
            throw new ScanException("polar", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: reaches latitude {furthest:0.##}°; expected at most {LargestLatitude}° north or south."));
        }
    }

    // Tiles are whole blocks of the scene with the larger ones: a block that is decoded twice costs most there. Aligned scenes have no blocks in common.
    private static TilePlan Tiles(Grid grid, Band beforeBand, Scene before, Band afterBand, Scene after)
    {
        bool byAfter = (long)afterBand.BlockWidth * afterBand.BlockHeight > (long)beforeBand.BlockWidth * beforeBand.BlockHeight;
        (Band band, Scene scene) = byAfter ? (afterBand, after) : (beforeBand, before);
        if (before.Acquisitions.Concat(after.Acquisitions).Any(s => grid.LatticeDifference(s.Grid) is not null) || scene.Parts.Count > 0)
        {
            // All acquisitions of a tile are in memory at once, so many of them make tiles smaller.
            int side = SeasonPlan.LargestSide([.. before.Acquisitions, .. after.Acquisitions], AlignedBlock);
            return new TilePlan(grid.Width, grid.Height, 0, 0, side, side, side);
        }

        (double columns, double rows) = scene.Grid.Offset(grid);
        return new TilePlan(grid.Width, grid.Height, (int)Math.Round(columns), (int)Math.Round(rows), band.BlockWidth, band.BlockHeight);
    }

    private static ScanException NoOverlap(Scene before, Scene after) =>
        new("no-overlap", $"{before.Files[0].Path} and {after.Files[0].Path} do not overlap; expected two scenes of one place.");
}
