using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Reads a scan document with a “season” (contract.md §3): scenes of many dates, the state rule, and perhaps an earlier season to compare with.</summary>
public static class SeasonDocument
{
    private static readonly string[] Fields =
        ["name", "target", "season", "index", "rule", "compare", "land", "zones", "parcels", "grid", "allowMixedBasis"];

    /// <summary>The question of a document's file; null when it asks about two dates.</summary>
    /// <exception cref="ScanException">It cannot be read, or asks what cannot be answered.</exception>
    public static SeasonScan? Read(string file)
    {
        (byte[] json, string full) = ScanDocument.ReadBytes(file);
        return Parse(file, json, Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="defaultName">The scan's name when the document gives none.</param>
    public static SeasonScan? Parse(string file, ReadOnlyMemory<byte> json, string folder, string defaultName)
    {
        DocumentObject document = DocumentObject.Parse(file, json);
        if (document.Object("season") is not { } season)
        {
            return null;
        }

        if (document.Has("before") || document.Has("after"))
        {
            throw document.Wrong("season", "either “season” or “before” and “after”, not both");
        }

        document.Allow(Fields, ["minimumMappingUnit"]);
        season.Allow(["scenes", "state", "against"], []);
        Target? target = ScanDocument.ReadTarget(document.Object("target"));
        SpectralIndex index = ScanDocument.Index(document);
        SeasonRule rule = StateRule.Read(season.RequiredObject("state"), document.Object("rule"), index, out DateOnly? ripeFrom);
        Season later = Dates(season, "season", target?.SeasonStart, target?.SeasonEnd, folder);
        Season? earlier = season.Object("against") is { } against ? Against(against, folder) : null;
        if (earlier is not null && (earlier.Start ?? Day(earlier.Scenes[0])) >= (later.Start ?? Day(later.Scenes[0])))
        {
            throw season.Wrong("against", "a season that begins before this one");
        }

        return new SeasonScan(document.Text("name") ?? defaultName, target, later, earlier, index, rule, CanonicalJson.Of(document.Element))
        {
            RipeFrom = ripeFrom,
            Land = ScanDocument.Land(document, folder),
            Zones = ScanDocument.Zones(document, folder),
            Grid = ScanDocument.Grid(document, "first", "last"),
            AllowMixedBasis = document.Flag("allowMixedBasis") ?? false,
        };
    }

    /// <summary>The day a scene stands for: its own, or the middle of its month.</summary>
    /// <exception cref="ScanException">Neither is known.</exception>
    internal static DateOnly Day(SceneSource scene) => scene.Date switch
    {
        { Exact: { } day } => day,
        { Month: { } month } date => new DateOnly(date.Year, month, 15),
        _ => throw new ScanException(
            "no-dates", $"{scene.Field}: {scene.Whole?.Path ?? scene.Metadata?.Sources[0].Path ?? scene.Bands.Values.FirstOrDefault()?.Path ?? "a scene"} has no day; expected \"date\": \"YYYY-MM-DD\" (or \"YYYY-MM\" for a month's composite) for every scene of a season."),
    };

    private static Season Against(DocumentObject against, string folder)
    {
        against.Allow(["scenes", "season"], []);
        DateOnly[]? days = against.Days("season");
        return Dates(against, "season.against", days?[0], days?[1], folder);
    }

    // Dates must come in order: a list that jumps back has most likely lost or doubled something.
    private static Season Dates(DocumentObject season, string field, DateOnly? start, DateOnly? end, string folder)
    {
        SceneSource[] scenes = [.. season.Objects("scenes").SelectMany((scene, i) => SceneStack.Read(scene, $"{field}.scenes[{i + 1}]", folder))];
        if (scenes.Length == 0)
        {
            throw season.Has("scenes") ? season.Wrong("scenes", "a list of at least one scene") : season.Missing("scenes");
        }

        for (int i = 1; i < scenes.Length; i++)
        {
            if (Day(scenes[i]) < Day(scenes[i - 1]))
            {
                throw new ScanException("unsorted-dates", $"{season.Field("scenes")}: {scenes[i].Date} comes after {scenes[i - 1].Date}; expected the dates of a season in order.");
            }
        }

        return new Season(field, scenes, start, end);
    }
}
