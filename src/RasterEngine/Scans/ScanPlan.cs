using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>A question held against its files: both scenes found, their common grid, how it is cut into tiles. Nothing has been compared yet.</summary>
/// <param name="Scan">The question.</param>
/// <param name="Before">The earlier date as found.</param>
/// <param name="After">The later date as found.</param>
/// <param name="Grid">The overlap of both: what is scanned.</param>
/// <param name="Tiles">Its tiles.</param>
/// <param name="Stored">The type both dates are compared in.</param>
/// <param name="OffsetBefore">Where the grid's origin lies in the earlier scene, in whole columns and rows.</param>
/// <param name="OffsetAfter">Where it lies in the later scene.</param>
public sealed record ScanPlan(
    Scan Scan, Scene Before, Scene After, Grid Grid, TilePlan Tiles, PixelType Stored, (int Columns, int Rows) OffsetBefore, (int Columns, int Rows) OffsetAfter)
{
    private static readonly string[] Colours = ["red", "green", "blue"];

    /// <exception cref="ScanException">A file is missing or unusable, or the dates cannot be compared as they lie.</exception>
    public static ScanPlan Make(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        string[] roles = [scan.Index.FirstRole, scan.Index.SecondRole];
        Scene before = Scene.Find(scan.Before, roles, Colours), after = Scene.Find(scan.After, roles, Colours);
        CheckReflectance(scan, before, after);
        CheckLattice(before, after);

        Window inBefore = before.Grid.Overlap(after.Grid), inAfter = after.Grid.Overlap(before.Grid);
        if (inBefore.IsEmpty || inAfter.IsEmpty)
        {
            throw new ScanException("no-overlap", $"{before.Files[0].Path} and {after.Files[0].Path} do not overlap; expected two scenes of one place.");
        }

        // The scene with the larger blocks costs more when a block is decoded twice.
        Band b = before.Bands[roles[0]], a = after.Bands[roles[0]];
        bool byAfter = (long)a.BlockWidth * a.BlockHeight > (long)b.BlockWidth * b.BlockHeight;
        TilePlan tiles = byAfter
            ? new(inAfter.Width, inAfter.Height, inAfter.Column, inAfter.Row, a.BlockWidth, a.BlockHeight)
            : new(inBefore.Width, inBefore.Height, inBefore.Column, inBefore.Row, b.BlockWidth, b.BlockHeight);
        PixelType stored = StoredNumbers.Common([.. roles.SelectMany(r => (PixelType[])[before.Bands[r].PixelType, after.Bands[r].PixelType])]);
        return new ScanPlan(scan, before, after, before.Grid.Part(inBefore), tiles, stored, (inBefore.Column, inBefore.Row), (inAfter.Column, inAfter.Row));
    }

    /// <summary>The comparison in exact numbers.</summary>
    public PairForm Form => new(Date(Before), Date(After), Scan.Rule.Thresholds, Scan.Rule.Changes);

    /// <summary>Hashes every input once.</summary>
    public IReadOnlyList<InputFile> RegisterInputs() => [.. Before.Files.Concat(After.Files).DistinctBy(f => f.FullPath).Select(InputFile.Register)];

    private DateForm Date(Scene scene) => new(Scan.Index.Form, scene.Bands[Scan.Index.FirstRole].Form, scene.Bands[Scan.Index.SecondRole].Form);

    // Where a shared scale does not cancel, unscaled integers would give another quantity under the index's name.
    private static void CheckReflectance(Scan scan, Scene before, Scene after)
    {
        string[] roles = [scan.Index.FirstRole, scan.Index.SecondRole];
        foreach (Band band in roles.SelectMany(role => (Band[])[before.Bands[role], after.Bands[role]]))
        {
            if (scan.Index.NeedsReflectance && !band.HasScale && band.PixelType is (PixelType.Byte or PixelType.UInt16 or PixelType.Int16))
            {
                throw new ScanException("scale-missing", $"{band.Source.Path}: band {band.Source.Number} ({band.Role}) stores whole numbers without a scale, and {scan.Index.Name} needs reflectance; expected “scale” (and “offset”) in the document.");
            }
        }
    }

    private static void CheckLattice(Scene before, Scene after)
    {
        if (before.Grid.LatticeDifference(after.Grid) is { } difference)
        {
            throw new ScanException(
                "different-lattice",
                $"{before.Files[0].Path} and {after.Files[0].Path} do not share a lattice: {difference}; expected one CRS, one pixel size and origins whole pixels apart, or this entry in the document: \"grid\": {{ \"like\": \"before\", \"resampling\": \"nearest\" }}.");
        }
    }
}
