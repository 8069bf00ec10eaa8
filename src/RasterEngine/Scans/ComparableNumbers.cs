using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Holds both dates' numbers against each other before a pixel is read: an index of one quantity is not comparable with one of another (algorithms.md §1).</summary>
internal static class ComparableNumbers
{
    /// <exception cref="ScanException">scale-missing, offset-unknown or mixed-basis.</exception>
    public static void Check(Scan scan, Scene before, Scene after) => Check(scan.Index, scan.AllowMixedBasis, before, after);

    /// <inheritdoc cref="Check(Scan, Scene, Scene)"/>
    public static void Check(SpectralIndex index, bool allowMixedBasis, Scene before, Scene after)
    {
        CheckScales(index, before);
        CheckScales(index, after);
        CheckOffsets(index, before, after);
        if (Difference(before, after) is { } difference && !allowMixedBasis)
        {
            throw new ScanException(
                "mixed-basis", $"{before.Files[0].Path} and {after.Files[0].Path} are not comparable: {difference}; expected one quantity and sensor, or \"allowMixedBasis\": true for a result that is marked for review.");
        }
    }

    /// <summary>What makes the dates' numbers different quantities, as far as it is known; null when nothing does.</summary>
    public static string? Difference(Scene before, Scene after)
    {
        return before.Source.HoldsIndex != after.Source.HoldsIndex ? "one holds an index that was computed elsewhere, the other reflectances"
            : before.Source.Basis is { } b && after.Source.Basis is { } a && a != b ? $"the earlier date is {Words(b)}, the later {Words(a)}"
            : Sensor(before) is { } first && Sensor(after) is { } second && first != second ? $"the earlier date is from {first}, the later from {second}"
            : null;

        static string? Sensor(Scene scene) => scene.Acquisitions[0].Source.Metadata?.Sensor;

        static string Words(Basis basis) => basis switch
        {
            Basis.Boa => "surface reflectance (boa)",
            Basis.Toa => "top-of-atmosphere reflectance (toa)",
            _ => "digital numbers (dn)",
        };
    }

    // Where a shared scale does not cancel, unscaled integers would give another quantity under the index's name.
    private static void CheckScales(SpectralIndex index, Scene scene)
    {
        foreach (Band band in ScanPlan.IndexBands(index, scene))
        {
            bool isWhole = band.PixelType is PixelType.Byte or PixelType.UInt16 or PixelType.Int16;
            if (isWhole && !band.HasScale && (index.NeedsReflectance || scene.Source.HoldsIndex))
            {
                string needed = scene.Source.HoldsIndex ? $"the thresholds are {index.Name} itself" : $"{index.Name} needs reflectance";
                throw new ScanException("scale-missing", $"{band.Source.Path}: band {band.Source.Number} ({band.Role}) stores whole numbers without a scale, and {needed}; expected “scale” (and “offset”) in the document.");
            }
        }
    }

    // One date with an offset and another of which nothing is known: the second may have it too (Sentinel-2 from baseline 04.00 on), and NDVI is not free of it.
    private static void CheckOffsets(SpectralIndex index, Scene before, Scene after)
    {
        Band? shifted = Shifted(before) ?? Shifted(after), silent = Silent(before) ?? Silent(after);
        if (shifted is not null && silent is not null)
        {
            throw new ScanException(
                "offset-unknown",
                $"{silent.Source.Path}: band {silent.Source.Number} ({silent.Role}) says nothing of scale and offset, but {shifted.Source.Path} has the offset {shifted.Form.Offset}; expected “offset” in the document for both dates (0 where there is none).");
        }

        Band? Shifted(Scene scene) => ScanPlan.IndexBands(index, scene).FirstOrDefault(b => b.Form.Offset != 0m);
        Band? Silent(Scene scene) => ScanPlan.IndexBands(index, scene).FirstOrDefault(b => !b.HasScale && b.PixelType is PixelType.Byte or PixelType.UInt16 or PixelType.Int16);
    }
}
