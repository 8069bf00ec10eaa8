using System.Globalization;

namespace RasterEngine.Tests.Monitors;

/// <summary>data-samples/landsat-pixel: NDVI of one pixel over 32 years; NaN where it was not clear.</summary>
internal static class LandsatPixel
{
    public static IReadOnlyList<(DateOnly Day, double Ndvi)> Read()
    {
        return [.. File.ReadLines(Repository.Path("data-samples", "landsat-pixel", "pixel_b.csv")).Skip(1).Select(Row).OrderBy(r => r.Day)];
    }

    private static (DateOnly Day, double Ndvi) Row(string line)
    {
        int[] n = [.. line.Split(',').Select(f => int.Parse(f, CultureInfo.InvariantCulture))];

        // Proleptic Gregorian ordinals count from 1, .NET's day numbers from 0.
        bool isClear = n[8] <= 1 && n[1..7].All(v => v is > 0 and <= 10_000);
        return (DateOnly.FromDayNumber(n[0] - 1), isClear ? (double)(n[4] - n[3]) / (n[4] + n[3]) : double.NaN);
    }
}
