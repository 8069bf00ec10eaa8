using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>A synthetic scene as files: a tiled GeoTIFF a date and the scan document that asks about them.</summary>
public static class SyntheticFiles
{
    private const int BlockSide = 512;
    private const double PixelMetres = 10;
    private static readonly string[] Roles = ["blue", "green", "red", "nir"];

    /// <summary>Where a scene of <paramref name="side"/> × <paramref name="side"/> pixels is said to lie.</summary>
    public static Grid Place(int side) => new(side, side, new GeoTransform(499_980, PixelMetres, 0, 5_000_040, 0, -PixelMetres), SpatialReference.FromEpsg(32614));

    /// <summary>Writes before.tif, after.tif and scan.json, over files that are there.</summary>
    /// <param name="scene">What to write.</param>
    /// <param name="folder">Made when it is not there.</param>
    /// <returns>The path of the scan document.</returns>
    public static string Write(SyntheticScene scene, string folder)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Directory.CreateDirectory(folder);
        WriteDate(scene, later: false, Path.Combine(folder, "before.tif"));
        WriteDate(scene, later: true, Path.Combine(folder, "after.tif"));
        string document = Path.Combine(folder, "scan.json");
        File.WriteAllText(document, """
            {
              "name": "synthetic",
              "before": { "date": "2023-07-10", "path": "before.tif", "bands": { "red": 3, "nir": 4 } },
              "after": { "date": "2024-07-09", "path": "after.tif", "bands": { "red": 3, "nir": 4 } },
              "index": "NDVI",
              "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }
            }

            """);
        return document;
    }

    private static void WriteDate(SyntheticScene scene, bool later, string path)
    {
        using Dataset file = Dataset.Create(
            path, "GTiff", scene.Side, scene.Side, SyntheticScene.BandCount, PixelType.UInt16, "TILED=YES", $"BLOCKXSIZE={BlockSide}", $"BLOCKYSIZE={BlockSide}", "COMPRESS=DEFLATE", "PREDICTOR=2", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER");
        Grid grid = Place(scene.Side);
        file.SetGeoTransform(grid.GeoTransform);
        file.SetSpatialReference(grid.SpatialReference);
        for (int band = 0; band < SyntheticScene.BandCount; band++)
        {
            RasterBand target = file.Band(band + 1);
            target.SetDescription(Roles[band]);
            target.SetScale((double)SyntheticScene.Scale);
            target.SetOffset((double)SyntheticScene.Offset);
            target.SetNoData(SyntheticScene.NoData);
        }

        // Band after band, a row of blocks at a time: each block is compressed once, in the file's order.
        ushort[] strip = new ushort[scene.Side * BlockSide];
        for (int band = 0; band < SyntheticScene.BandCount; band++)
        {
            for (int row = 0; row < scene.Side; row += BlockSide)
            {
                int height = Math.Min(BlockSide, scene.Side - row);
                Span<ushort> pixels = strip.AsSpan(0, scene.Side * height);
                scene.Fill(later, band, 0, row, scene.Side, pixels);
                file.Band(band + 1).Write<ushort>(new Window(0, row, scene.Side, height), pixels);
            }
        }

        file.Close();
    }
}
