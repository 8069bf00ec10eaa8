using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Publication;

/// <summary>Colours of 0 to 255 by the names that people know, straight between a few that are given. Viridis: matplotlib, CC0; RdYlGn: ColorBrewer 2.0.</summary>
public static class ColourRamp
{
    private static readonly Dictionary<string, string[]> Given = new(StringComparer.Ordinal)
    {
        ["gray"] = ["000000", "ffffff"],
        ["gray_r"] = ["ffffff", "000000"],
        ["rdylgn"] = ["a50026", "d73027", "f46d43", "fdae61", "fee08b", "ffffbf", "d9ef8b", "a6d96a", "66bd63", "1a9850", "006837"],
        ["viridis"] = ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"],
    };

    public static IReadOnlyCollection<string> Names => Given.Keys;

    /// <summary>Null when no ramp has the name.</summary>
    public static IReadOnlyList<ColourEntry>? Find(string name) => Given.TryGetValue(name, out string[]? colours) ? [.. Enumerable.Range(0, 256).Select(value => Between(colours, value))] : null;

    private static ColourEntry Between(string[] colours, int value)
    {
        double at = value / 255.0 * (colours.Length - 1);
        int below = Math.Min((int)at, colours.Length - 2);
        return new((byte)value, Part(0), Part(1), Part(2), 255);

        byte Part(int channel)
        {
            double low = Hex(colours[below]), high = Hex(colours[below + 1]);
            return (byte)Math.Round(low + ((high - low) * (at - below)));

            int Hex(string colour) => int.Parse(colour.AsSpan(channel * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
    }
}
