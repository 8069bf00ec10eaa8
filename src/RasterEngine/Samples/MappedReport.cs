using System.Text.Json;
using RasterEngine.Cogs;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Samples;

/// <summary>Finds the mask of one of our own reports, and makes sure that it is the one the report speaks of.</summary>
public static class MappedReport
{
    /// <param name="file">report.json of a result folder.</param>
    /// <exception cref="ScanException">Not a report, its mask is missing or is not the one that was reported, or its frame cannot be told.</exception>
    public static ClassRaster Open(string file) => Open(file, DocumentObject.Parse(file, DocumentFile.Read(file, "a scan's report.json"), "a scan's report"));

    internal static ClassRaster Open(string file, DocumentObject report)
    {
        DocumentObject mask = Part(Part(report, "outputs"), "mask") ?? throw new ScanException("bad-document", $"{file}: names no mask under “outputs”; expected a scan's report.json.");
        string name = mask.Text("path") ?? throw mask.Missing("path"), sha256 = mask.Text("sha256") ?? throw mask.Missing("sha256");
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var source = new BandSource(Path.Combine(Path.GetDirectoryName(file) ?? "", name), InputPath.Resolve(mask.Field("path"), name, folder), 1, null, null, null);
        if (CogParts.AreAt(source.FullPath))
        {
            throw ClassMap.InParts(source.Path);
        }

        ClassRaster raster = ClassRaster.Open(source, Legend(file, report));
        if (raster.Sha256 != sha256)
        {
            throw new ScanException("mask-changed", $"{source.Path}: is not the mask that {file} reports (SHA-256 {raster.Sha256[..12]}… instead of {Short(sha256)}…); expected it unchanged: run the scan again.");
        }

        return raster with
        {
            ScanId = Words(report, "scanId"),
            Name = Words(report, "name") ?? raster.Name,
            Definition = Words(Part(report, "target"), "definition"),
            Date = Dates(report),
        };
    }

    // Mask value 0 means not seen, or outside of the zones or the land: only one of them may occur, or the frame would be a guess.
    private static MapLegend Legend(string file, DocumentObject report)
    {
        MapClass[] classes = [.. report.Objects("classes").Select(c => new MapClass(
            c.WholeNumber("value", 1, byte.MaxValue) ?? throw c.Missing("value"), c.Text("name") ?? throw c.Missing("name")))];
        decimal outside = Part(report, "outside")?.Decimal("pixels") ?? 0, notSeen = Part(report, "notSeen")?.Decimal("pixels") ?? 0;
        bool isAmbiguous = outside > 0 && notSeen > 0;
        if (isAmbiguous)
        {
            throw new ScanException("frame-unknown", $"{file}: its mask holds 0 for {notSeen:N0} pixels that were not seen and for {outside:N0} outside of the zones or the land, and only the former belong to the frame; expected a raster of the frame: give the mask with --map and its frame in the design.");
        }

        // What the season rule could not decide is as good as not seen.
        MapClass[] decided = [.. classes.Where(c => c.Name != "undetermined")];
        int[] undecided = [.. classes.Where(c => c.Name == "undetermined").Select(c => c.Value)];
        int[] zero = [(int)ChangeClass.NotSeen];
        return outside > 0 ? new MapLegend(file, decided, undecided, zero) : new MapLegend(file, decided, [.. zero, .. undecided], []);
    }

    private static string? Dates(DocumentObject report)
    {
        string?[] dates = [Words(Part(report, "before"), "date"), Words(Part(report, "after"), "date")];
        return dates.Any(d => d is not null) ? string.Join(" to ", dates.Where(d => d is not null)) : null;
    }

    // What a report has nothing to say about is null in it.
    private static DocumentObject? Part(DocumentObject? report, string name) => IsSaid(report, name) ? report!.Value.Object(name) : null;

    private static string? Words(DocumentObject? report, string name) => IsSaid(report, name) ? report!.Value.Text(name) : null;

    private static bool IsSaid(DocumentObject? report, string name) => report is { } r && r.Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private static string Short(string sha256) => sha256[..Math.Min(12, sha256.Length)];
}
