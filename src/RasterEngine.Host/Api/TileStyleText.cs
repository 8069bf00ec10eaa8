using System.Globalization;
using Microsoft.AspNetCore.Http;
using RasterEngine.Publication;

namespace RasterEngine.Host.Api;

/// <summary>How a tile is drawn, by titiler's parameters: <c>bidx=1&amp;bidx=2&amp;bidx=3</c>, <c>rescale=0,255</c> once or a band, <c>colormap_name=viridis</c>.</summary>
internal static class TileStyleText
{
    // The last three are of signed addresses.
    private static readonly string[] Known = ["bidx", "rescale", "colormap_name", "tenant", "exp", "sig"];

    /// <summary>The parameters of a tile alone, for whoever draws it.</summary>
    public static string Own(IQueryCollection query) => QueryString.Create(query.Where(p => p.Key is "bidx" or "rescale" or "colormap_name")).ToString();

    /// <exception cref="ScanException">A parameter is unknown.</exception>
    public static void RefuseUnknown(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
        {
            throw Bad($"“{unknown}” is not a known parameter; expected {string.Join(", ", Known[..3])}.");
        }
    }

    /// <param name="query">Of the request.</param>
    /// <param name="bands">How many the layer has.</param>
    /// <param name="usual">How it is drawn when nothing is said.</param>
    /// <exception cref="ScanException">A parameter has no such value.</exception>
    public static TileStyle Parse(IQueryCollection query, int bands, TileStyle usual)
    {
        string[] bidx = Many(query, "bidx"), rescale = Many(query, "rescale"), names = Many(query, "colormap_name");
        int[] shown = [.. bidx.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= bands
            ? number
            : throw Bad($"“bidx” is {text}; this layer has the bands 1 to {bands}."))];
        shown = shown.Length == 0 ? [.. usual.Bands] : shown;
        if (shown.Length is not (1 or 3))
        {
            throw Bad($"“bidx” names {shown.Length} bands; expected 1, or 3 for red, green and blue.");
        }

        if (names.Length > 0 && (names.Length > 1 || shown.Length != 1))
        {
            throw Bad("“colormap_name” colours one band; expected one name, and bidx with one band.");
        }

        (double, double)[] ranges = [.. rescale.Select(Range)];
        if (ranges.Length > 0 && ranges.Length != 1 && ranges.Length != shown.Length)
        {
            throw Bad($"“rescale” is given {ranges.Length} times; expected once, or once for each of the {shown.Length} bands.");
        }

        bool isNumbers = usual.Bands.Count == 1;
        return new TileStyle(
            shown,
            [.. Enumerable.Range(0, shown.Length).Select(band => ranges.Length > 0 ? ranges[Math.Min(band, ranges.Length - 1)] : isNumbers ? usual.Ranges[0] : (0, 255))],
            names.Length > 0 ? ColourRamp.Find(names[0]) ?? throw Bad($"“colormap_name” is {names[0]}; expected {string.Join(", ", ColourRamp.Names)}.")
            // Stretched classes are no classes any more.
            : isNumbers && (ranges.Length == 0 || !ReferenceEquals(usual, TileStyle.OfClasses)) ? usual.Colours
            : null);
    }

    private static string[] Many(IQueryCollection query, string name) => [.. query[name].Select(v => v ?? "")];

    private static (double Low, double High) Range(string text) =>
        text.Split(',') is [var first, var second] && Number(first) is { } low && Number(second) is { } high && low < high
            ? (low, high)
            : throw Bad($"“rescale” is {text}; expected two numbers such as 0,255, the smaller first.");

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static ScanException Bad(string sentence) => new("bad-parameter", sentence);
}
