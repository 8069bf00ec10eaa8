using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Decides the grid a season is followed on: the smallest around all its scenes, on their own lattice where they share one. What a date does not reach it did not see.</summary>
internal static class SeasonGrid
{
    private const string Entry = "\"grid\": { \"like\": \"first\", \"resampling\": \"nearest\" }";
    private const int AlignedBlock = 512;

    /// <exception cref="ScanException">The scenes share no lattice and no grid is asked for, do not meet, or lie where hectares cannot be trusted.</exception>
    public static Grid Of(SeasonScan scan, IReadOnlyList<Scene> scenes)
    {
        Grid first = scenes[0].Grid.NorthUp, like = (scan.Grid?.LikeBefore == false ? scenes[^1] : scenes[0]).Grid.NorthUp;
        if (scan.Grid is null)
        {
            CheckLattice(first, scenes);
        }

        SpatialReference reference = scan.Grid?.Crs ?? like.SpatialReference;
        (double width, double height) = scan.Grid?.PixelSize ?? (like.GeoTransform.PixelWidth, -like.GeoTransform.PixelHeight);
        (double x, double y) = scan.Grid?.Origin ?? (scan.Grid?.Crs is null ? (like.GeoTransform.OriginX, like.GeoTransform.OriginY) : (0.0, 0.0));
        Grid grid = Around(scenes, reference).Cover(x, y, width, height, reference);
        ScanGrid.CheckPlace(grid, scenes[0].Files[0].Path);
        return grid;
    }

    /// <summary>Tiles of whole blocks, or of equal parts of a block that does not fit.</summary>
    /// <param name="grid">The scanned grid.</param>
    /// <param name="scenes">All scenes.</param>
    /// <param name="band">A band of the first one: its blocks count.</param>
    /// <param name="mostPixels">Pixels that fit a worker's memory with all their dates.</param>
    public static TilePlan Tiles(Grid grid, IReadOnlyList<Scene> scenes, Band band, int mostPixels)
    {
        bool isAligned = scenes.SelectMany(s => s.Acquisitions).Any(s => grid.LatticeDifference(s.Grid) is not null) || scenes[0].Parts.Count > 0;
        (int width, int height) = isAligned ? (AlignedBlock, AlignedBlock) : (Math.Min(band.BlockWidth, grid.Width), Math.Min(band.BlockHeight, grid.Height));
        while ((long)width * height > mostPixels && (width > 1 || height > 1))
        {
            (width, height) = width > height ? ((width + 1) / 2, height) : (width, (height + 1) / 2);
        }

        (double columns, double rows) = isAligned ? (0, 0) : scenes[0].Grid.Offset(grid);
        return new TilePlan(grid.Width, grid.Height, (int)Math.Round(columns), (int)Math.Round(rows), width, height, (int)Math.Clamp(Math.Sqrt(mostPixels), 1, AlignedBlock));
    }

    private static void CheckLattice(Grid first, IReadOnlyList<Scene> scenes)
    {
        string firstPath = scenes[0].Files[0].Path;
        foreach (Scene scene in scenes.SelectMany(s => s.Acquisitions))
        {
            string path = scene.Files[0].Path;
            if (!scene.Grid.IsNorthUp)
            {
                throw new ScanException("south-up", $"{path}: its rows run northwards; expected a north-up raster, or this entry in the document, which turns it: {Entry}.");
            }

            if (first.LatticeDifference(scene.Grid) is { } difference)
            {
                throw new ScanException(
                    "different-lattice", $"{firstPath} and {path} do not share a lattice: {difference}; expected one CRS, one pixel size and origins whole pixels apart, or this entry in the document: {Entry}.");
            }

            if (first.Overlap(scene.Grid).IsEmpty)
            {
                throw new ScanException("no-overlap", $"{firstPath} and {path} do not overlap; expected scenes of one place.");
            }
        }
    }

    private static Footprint Around(IReadOnlyList<Scene> scenes, SpatialReference reference)
    {
        string firstPath = scenes[0].Files[0].Path;
        try
        {
            Footprint first = Footprint.Of(scenes[0].Grid, reference), around = first;
            foreach (Scene scene in scenes)
            {
                Footprint own = Footprint.Of(scene.Grid, reference);
                around = !first.Intersect(own).IsEmpty
                    ? new(Math.Min(around.Left, own.Left), Math.Min(around.Bottom, own.Bottom), Math.Max(around.Right, own.Right), Math.Max(around.Top, own.Top))
                    : throw new ScanException("no-overlap", $"{firstPath} and {scene.Files[0].Path} do not overlap; expected scenes of one place.");
            }

            return scenes.SelectMany(s => s.Acquisitions).FirstOrDefault(s => Footprint.IsTorn(s.Grid, reference)) is not { } torn
                ? around
                : throw new ScanException("antimeridian", $"{torn.Files[0].Path}: reaches across the 180° meridian, where the map of {reference} ends; expected a CRS in “grid” that goes on there (the scene's UTM zone does).");
        }
        catch (GdalException e)
        {
            throw new ScanException("bad-grid", $"“grid”: {firstPath} and the other scenes cannot be brought to {reference} ({SceneFile.Words(e)}).", e);
        }
    }
}
