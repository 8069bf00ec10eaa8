using RasterEngine.Scenes;

namespace RasterEngine.Tests.Scenes;

/// <summary>Numbers as the formula of algorithms §1 makes them, in decimals.</summary>
internal static class Reflectance
{
    /// <summary>NDVI of red 1718 and NIR 3338 by the scale and offset of a scene's bands, to six places.</summary>
    public static decimal Ndvi(SceneMetadata scene)
    {
        decimal red = Of(scene.Bands["red"], 1718);
        decimal nir = Of(scene.Bands["nir"], 3338);
        return Math.Round((nir - red) / (nir + red), 6);
    }

    private static decimal Of(BandSource band, int stored) => (stored * band.Scale!.Value) + band.Offset!.Value;
}
