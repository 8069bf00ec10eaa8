using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>What stored numbers the engine compares, and how file tags become exact decimals.</summary>
public static class StoredNumbers
{
    /// <summary>Significant digits that a scale or offset may have.</summary>
    public const int MostDigits = 12;

    public static bool IsSupported(PixelType type) => type is PixelType.Byte or PixelType.UInt16 or PixelType.Int16 or PixelType.Float32 or PixelType.Float64;

    /// <summary>The type in which all of these can be read without loss.</summary>
    public static PixelType Common(params ReadOnlySpan<PixelType> types)
    {
        PixelType common = PixelType.Byte;
        foreach (PixelType type in types)
        {
            common = (common, type) switch
            {
                _ when common == type => common,
                (PixelType.Byte, _) => type,
                (_, PixelType.Byte) => common,
                (PixelType.Float64, _) or (_, PixelType.Float64) => PixelType.Float64,

                // uint16 beside int16 or float32: float32 holds all of them exactly.
                _ => PixelType.Float32,
            };
        }

        return common;
    }

    /// <summary>The shortest decimal that reads back as <paramref name="value"/>: 2.75e-05 means 0.0000275, not its 17 digits.</summary>
    /// <exception cref="ScanException">Not finite, out of a decimal's range, or of more than <see cref="MostDigits"/> digits.</exception>
    public static decimal ToDecimal(double value, string what)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e12
            || !decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal shortest))
        {
            throw new ScanException("scale-unusable", $"{what} is {value.ToString(CultureInfo.InvariantCulture)}; expected a finite number below 1e12.");
        }

        CheckDigits(shortest, what);
        return shortest;
    }

    /// <exception cref="ScanException">More than <see cref="MostDigits"/> significant digits.</exception>
    public static void CheckDigits(decimal value, string what)
    {
        int digits = value.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('-').Trim('0').Length;
        if (digits > MostDigits)
        {
            throw new ScanException("scale-unusable", $"{what} is {value.ToString(CultureInfo.InvariantCulture)}, {digits} digits; expected at most {MostDigits}, so that thresholds can be compared exactly.");
        }
    }
}
