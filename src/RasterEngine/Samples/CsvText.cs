namespace RasterEngine.Samples;

/// <summary>Cells of a CSV table as RFC 4180 writes them.</summary>
internal static class CsvText
{
    public static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n\r;") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
