using System.Text.Json;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>Published tables with their sources: the copy that the program's self-test embeds, held to its hash by <see cref="PublishedTablesTests"/>.</summary>
internal static class Published
{
    private static readonly JsonElement Root = Parse();

    public static string File => Repository.Path("src", "RasterEngine", "Estimates", "published.json");

    public static JsonElement Table(string name) => Root.GetProperty(name);

    public static double[] Numbers(JsonElement table, string name) => [.. table.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    public static string[] Texts(JsonElement table, string name) => [.. table.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    public static long[][] Counts(JsonElement table) => [.. table.GetProperty("counts").EnumerateArray().Select(r => (long[])[.. r.EnumerateArray().Select(e => e.GetInt64())])];

    /// <summary>Equal to 1e-9 of the value, or to half a unit of the last digit that the file stores.</summary>
    public static void Equal(JsonElement expected, double? actual)
    {
        string text = expected.GetRawText();
        double value = expected.GetDouble();
        int decimals = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        double tolerance = Math.Max(1e-9 * Math.Abs(value), decimals is > 0 and < 12 ? 0.5 * Math.Pow(10, -decimals) : 0);
        Assert.True(actual is { } a && Math.Abs(a - value) <= tolerance, $"found {actual}, published {text}");
    }

    /// <summary>Every number of a list.</summary>
    public static void Equal(JsonElement expected, IEnumerable<double?> actual)
    {
        double?[] found = [.. actual];
        Assert.Equal(expected.GetArrayLength(), found.Length);
        foreach ((JsonElement e, double? a) in expected.EnumerateArray().Zip(found))
        {
            Equal(e, a);
        }
    }

    private static JsonElement Parse()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(File));
        return document.RootElement.Clone();
    }
}
