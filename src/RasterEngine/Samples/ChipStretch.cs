using RasterEngine.Gdal;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>Linear between the 2nd and the 98th percentile of each band over all dates, so that equal ground looks equal on every date.</summary>
internal readonly record struct ChipStretch((float Low, float High) First, (float Low, float High) Second)
{
    private const byte NotSeen = 128;

    public static ChipStretch Of(IEnumerable<IReadOnlyList<ChipBands>> units)
    {
        List<float> first = [], second = [];
        foreach (ChipBands chip in units.SelectMany(u => u))
        {
            first.AddRange(chip.First.Where(float.IsFinite));
            second.AddRange(chip.Second.Where(float.IsFinite));
        }

        return new(Percentiles(first), Percentiles(second));
    }

    /// <summary>The index's second, first and second band as red, green and blue: for NDVI vegetation is green. Grey where nothing was observed.</summary>
    public Picture Draw(ChipBands chip, Window window)
    {
        byte[] rgb = new byte[chip.First.Length * 3];
        for (int i = 0; i < chip.First.Length; i++)
        {
            (byte first, byte second) = float.IsFinite(chip.First[i]) && float.IsFinite(chip.Second[i])
                ? (Byte(chip.First[i], First), Byte(chip.Second[i], Second))
                : (NotSeen, NotSeen);
            (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = (second, first, second);
        }

        return new Picture(window.Width, window.Height, rgb);
    }

    private static byte Byte(float value, (float Low, float High) of) => (byte)Math.Clamp(MathF.Round(255 * (value - of.Low) / (of.High - of.Low)), 0, 255);

    private static (float Low, float High) Percentiles(List<float> values)
    {
        if (values.Count == 0)
        {
            return (0, 1);
        }

        values.Sort();
        (float low, float high) = (values[(int)((values.Count - 1) * 0.02)], values[(int)((values.Count - 1) * 0.98)]);
        return high > low ? (low, high) : (low, low + 1);
    }
}
