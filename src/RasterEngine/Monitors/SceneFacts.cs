using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Monitors;

/// <summary>What must be the same for all scenes of a monitor, as far as it is known: an index of one quantity is not comparable with one of another.</summary>
/// <param name="Path">The scene that said so, for messages.</param>
/// <param name="HoldsIndex">Its raster holds the index.</param>
/// <param name="Basis">What its numbers are; null when not known.</param>
/// <param name="Sensor">Who made them; null when not known.</param>
/// <param name="HasOffset">Its stored numbers have an offset: true or false, null when nothing tells.</param>
public sealed record SceneFacts(string Path, bool HoldsIndex, string? Basis, string? Sensor, bool? HasOffset)
{
    /// <exception cref="ScanException">Whole numbers without a scale where it does not cancel.</exception>
    public static SceneFacts Of(Scene scene, SpectralIndex index)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(index);
        Band[] bands = [.. Roles(scene, index).Distinct().Select(role => scene.Bands[role])];
        foreach (Band band in bands.Where(b => IsSilent(b) && (index.NeedsReflectance || scene.Source.HoldsIndex)))
        {
            throw new ScanException("scale-missing", $"{band.Source.Path}: band {band.Source.Number} ({band.Role}) stores whole numbers without a scale, and the monitor watches {index.Name} itself; expected “scale” (and “offset”) in the document.");
        }

        return new SceneFacts(
            scene.Files[0].Path, scene.Source.HoldsIndex, scene.Source.Basis?.ToString().ToLowerInvariant(), scene.Source.Metadata?.Sensor, bands.Any(b => b.Form.Offset != 0m) ? true : bands.Any(IsSilent) ? null : false);
    }

    /// <summary>Roles of the index's bands in a scene; both are the index's where the scene holds it.</summary>
    public static string[] Roles(Scene scene, SpectralIndex index) =>
        scene.Source.HoldsIndex ? [BandRoles.Index, BandRoles.Index] : [index.FirstRole, index.SecondRole];

    /// <exception cref="ScanException">The other is of another quantity, or may be.</exception>
    public void CheckComparable(SceneFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string? difference = HoldsIndex != other.HoldsIndex ? "one holds an index that was computed elsewhere, the other reflectances"
            : Basis is { } basis && other.Basis is { } otherBasis && basis != otherBasis ? $"one is {basis}, the other {otherBasis}"
            : Sensor is { } sensor && other.Sensor is { } otherSensor && sensor != otherSensor ? $"one is from {sensor}, the other from {otherSensor}"
            : null;
        if (difference is not null)
        {
            throw new ScanException("mixed-basis", $"{Path} and {other.Path} are not comparable: {difference}; expected one quantity and sensor.");
        }

        if ((HasOffset == true && other.HasOffset is null) || (HasOffset is null && other.HasOffset == true))
        {
            throw new ScanException("offset-unknown", $"{(HasOffset is null ? Path : other.Path)} says nothing of scale and offset, but {(HasOffset is null ? other.Path : Path)} has an offset; expected “offset” in the document for every scene (0 where there is none).");
        }
    }

    private static bool IsSilent(Band band) => !band.HasScale && band.PixelType is (PixelType.Byte or PixelType.UInt16 or PixelType.Int16);
}
