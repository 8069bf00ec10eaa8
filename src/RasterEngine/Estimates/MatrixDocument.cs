using System.Text.Json;

namespace RasterEngine.Estimates;

/// <summary>An error matrix as people write it down (contract.md §5): rows are strata, columns are reference classes.</summary>
public static class MatrixDocument
{
    /// <summary>
    /// Below this share of a stratum's units a stratified matrix gets no finite-population correction, as in the tables of Olofsson et al. (2013, 2014):
    /// it would take less than half a percent off the standard error (Cochran 1977, §2.6, lets it go below 5 %).
    /// </summary>
    public const double CorrectedFrom = 0.01;

    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="design">How the units were drawn.</param>
    /// <exception cref="ScanException">Not an error matrix; the message names the row and the remedy.</exception>
    public static PanelReading Read(string file, ReadOnlyMemory<byte> json, SampleDesignKind design = SampleDesignKind.Stratified)
    {
        var document = DocumentObject.Parse(file, json, "a JSON object with “classes”, “counts” and “strata”");
        document.Allow(["classes", "counts", "strata"], []);
        IReadOnlyList<string> classes = document.Texts("classes") ?? throw document.Missing("classes");
        if (classes.Count == 0 || classes.Distinct().Count() != classes.Count)
        {
            throw document.Wrong("classes", "class names, each once");
        }

        Stratum[] strata = [.. document.Objects("strata").Select(StratumDocument.Read)];
        StratumDocument.RefuseTwins(file, strata);
        if (strata.FirstOrDefault(s => double.IsNaN(s.Hectares)) is { } unsized)
        {
            throw new ScanException("missing-field", $"{document.Field("strata")}: stratum “{unsized.Name}” has pixels and no area; add “pixelHectares” (0.01 for pixels of 10 m) or “hectares”.");
        }

        long[][] counts = Counts(document, classes, strata);
        for (int row = 0; row < strata.Length; row++)
        {
            long n = counts[row].Sum();
            if (strata[row].Units is { } units && n <= units && n < CorrectedFrom * units && design == SampleDesignKind.Stratified)
            {
                strata[row] = strata[row] with { Units = null };
            }
        }

        return new PanelReading(new ErrorMatrix(strata, classes, counts).ToPanel());
    }

    private static long[][] Counts(DocumentObject document, IReadOnlyList<string> classes, Stratum[] strata)
    {
        if (!document.Has("counts") || strata.Length == 0)
        {
            throw document.Missing(strata.Length == 0 ? "strata" : "counts");
        }

        JsonElement rows = document.Element.GetProperty("counts");
        if (rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() != strata.Length)
        {
            throw new ScanException("bad-matrix", $"{document.Field("counts")} has {(rows.ValueKind == JsonValueKind.Array ? rows.GetArrayLength() : 0)} rows; expected {strata.Length}, one a stratum: {Names(strata.Select(s => s.Name))}.");
        }

        return [.. rows.EnumerateArray().Select((row, i) => Row(document, row, i, classes, strata[i]))];
    }

    private static long[] Row(DocumentObject document, JsonElement row, int index, IReadOnlyList<string> classes, Stratum stratum)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != classes.Count)
        {
            throw new ScanException("bad-matrix", $"{document.Field($"counts[{index}]")} (stratum “{stratum.Name}”) has {(row.ValueKind == JsonValueKind.Array ? row.GetArrayLength() : 0)} counts; expected {classes.Count}, one a class: {Names(classes)}.");
        }

        return [.. row.EnumerateArray().Select((cell, column) =>
            cell.ValueKind == JsonValueKind.Number && cell.TryGetDecimal(out decimal count) && count >= 0 && count <= int.MaxValue && decimal.IsInteger(count)
                ? (long)count
                : throw new ScanException("bad-count", $"{document.Field($"counts[{index}][{column}]")} (stratum “{stratum.Name}”, class “{classes[column]}”) is {cell.GetRawText()}; expected a whole number of labelled units, 0 or more. Weighted units belong into a table for --panel."))];
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"“{n}”"));
}
