using System.Text.Json;

namespace RasterEngine.Samples;

/// <summary>The release that an estimate takes the place of, and what is different.</summary>
internal static class EarlierRelease
{
    /// <param name="directory">Its folder, as written.</param>
    /// <exception cref="ScanException">It holds no estimate.</exception>
    public static EstimateReport Read(string directory)
    {
        string file = Path.Combine(directory, EstimateReport.FileName);
        try
        {
            return JsonSerializer.Deserialize(DocumentFile.Read(file, "the estimate of an earlier release"), SampleJson.Default.EstimateReport) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new ScanException("bad-document", $"{file}: is not an estimate ({e.Message.Split(" Path:", 2)[0].TrimEnd('.')}).", e);
        }
    }

    /// <exception cref="ScanException">It belongs to another series or another target.</exception>
    public static SupersededEntry Compare(EstimateReport earlier, string path, EstimateReport now)
    {
        if (earlier.Name != now.Name || earlier.Target != now.Target)
        {
            throw new ScanException("other-series", $"{path}: is a release of “{earlier.Name}” ({earlier.Target}); expected one of “{now.Name}” ({now.Target}): a series keeps the “name” and “target” of its design.");
        }

        (string Words, bool IsOther, bool IsBreak)[] parts =
        [
            ("definition", earlier.Definition != now.Definition, true),
            ("method", Kind(earlier.Method) != Kind(now.Method), true),
            ("level", earlier.Level != now.Level, true),
            ("date", earlier.Date != now.Date, false),
            ("map", earlier.Design.MapSha256 != now.Design.MapSha256, false),
            ("sample", earlier.Design.SampleId != now.Design.SampleId, false),
            ("labels", Labels(earlier) != Labels(now), false),
        ];
        string[] classes = [.. now.Estimates.Select(e => e.Class).Union(earlier.Estimates.Select(e => e.Class))];
        return new SupersededEntry(
            earlier.EstimateId,
            path,
            [.. parts.Where(p => p.IsOther).Select(p => p.Words)],
            parts.Any(p => p.IsOther && p.IsBreak),
            [.. classes.Select(c => Difference(c, earlier, now))]);
    }

    // The last two inputs are the sample's own.
    private static string Labels(EstimateReport report) => string.Join(' ', report.Inputs.SkipLast(2).Select(i => i.Sha256));

    // Numbers of units differ from release to release without a change of method.
    private static string Kind(string method) => string.Concat(method.Where(c => !char.IsDigit(c) && c != ','));

    private static DifferenceEntry Difference(string name, EstimateReport earlier, EstimateReport now)
    {
        double? before = Hectares(earlier), after = Hectares(now);
        return new DifferenceEntry(name, before, after, after - before);

        double? Hectares(EstimateReport report) => report.Estimates.FirstOrDefault(e => e.Class == name)?.Hectares;
    }
}
