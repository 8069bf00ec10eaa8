using System.Text.Json;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Reads one scene of a scan document (contract.md §3): files, a product folder, a STAC Item, or several acquisitions.</summary>
internal static class SceneDocument
{
    private static readonly string[] Fields =
    [
        "date", "path", "bands", "item", "product", "scale", "offset", "noData", "basis", "saturated", "quality", BandRoles.Index, .. BandRoles.All,
    ];

    /// <param name="scene">The object.</param>
    /// <param name="field">before or after.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="isPart">One of several acquisitions.</param>
    public static SceneSource Read(DocumentObject scene, string field, string folder, bool isPart = false)
    {
        if (scene.Has("scenes") && !isPart)
        {
            return ReadSeveral(scene, field, folder);
        }

        scene.Allow([.. Fields, .. isPart ? (string[])[] : ["scenes", "composite"]], ["collection", "within", "newest", "maxCloudPercent"]);
        if (scene.Has("composite"))
        {
            throw scene.Missing("scenes");
        }

        SceneMetadata? metadata = Metadata(scene, folder);
        BandSource? whole = scene.Text("path") is { } path ? Numbers(scene, InputPath.Resolve(scene.Field("path"), path, folder), new BandSource(path, "", 0, null, null, null)) : null;
        if (metadata is not null && whole is not null)
        {
            throw scene.Wrong("path", "either “path” or “item” or “product”, not two of them");
        }

        Dictionary<string, BandSource> bands = Bands(scene, metadata, whole, folder);
        return whole is null && bands.Count == 0 ? throw scene.Missing("path") : new SceneSource(field, Date(scene) ?? metadata?.Date, bands, whole)
        {
            Metadata = metadata,
            Basis = ReadBasis(scene) ?? metadata?.Basis,
            Quality = Quality(scene, whole, metadata, folder),
            SaturatedValues = SaturatedValues(scene),
            Saturation = Saturation(scene, folder) ?? metadata?.Saturation,
        };
    }

    private static SceneSource ReadSeveral(DocumentObject scene, string field, string folder)
    {
        scene.Allow(["date", "scenes", "composite"], []);
        Composite composite = scene.Text("composite") switch
        {
            "max" => Composite.Max,
            "median" => Composite.Median,
            "medoid" => Composite.Medoid,
            null => throw scene.Missing("composite"),
            _ => throw scene.Wrong("composite", "\"max\", \"median\" or \"medoid\""),
        };
        SceneSource[] parts = [.. scene.Objects("scenes").Select(part => Read(part, $"{field}.scenes", folder, isPart: true))];
        if (parts.Length == 0)
        {
            throw scene.Wrong("scenes", "a list of at least one scene");
        }

        if (parts.Any(p => p.HoldsIndex != parts[0].HoldsIndex))
        {
            throw scene.Wrong("scenes", "either all or none of the scenes to hold the index");
        }

        Basis?[] bases = [.. parts.Select(p => p.Basis).Distinct()];
        return new SceneSource(field, Date(scene) ?? SceneDate.Common([.. parts.Select(p => p.Date)]), new Dictionary<string, BandSource>(), null)
        {
            Parts = parts,
            Composite = composite,
            Basis = bases.Length == 1 ? bases[0] : throw scene.Wrong("scenes", "scenes of one basis (dn, toa or boa)"),
        };
    }

    private static SceneMetadata? Metadata(DocumentObject scene, string folder)
    {
        if (scene.Has("item") && scene.Has("product"))
        {
            throw scene.Wrong("item", "either “item” or “product”, not both");
        }

        string? name = scene.Has("item") ? "item" : scene.Has("product") ? "product" : null;
        if (name is null)
        {
            return null;
        }

        string path = scene.Text(name)!, full = InputPath.Resolve(scene.Field(name), path, folder);
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            throw new ScanException("missing-file", $"{path}: there is no such file or folder.");
        }

        return SceneFolder.TryRead(path, full) ?? throw new ScanException(
            "not-a-product", $"{path}: is neither a Sentinel-2 .SAFE folder, a Landsat Collection folder with its MTL file nor a STAC Item; expected one of these, or “path” and “bands” of plain files.");
    }

    private static SceneDate? Date(DocumentObject scene) => scene.Text("date") is not { } text ? null
        : SceneDate.TryParse(text, out SceneDate parsed) ? parsed
        : throw scene.Wrong("date", "an ISO 8601 date: \"2021-06-17\", or \"2021-06\" or \"2021\" for a composite");

    private static Basis? ReadBasis(DocumentObject scene) => scene.Text("basis") switch
    {
        null => null,
        "dn" => Basis.Dn,
        "toa" => Basis.Toa,
        "boa" => Basis.Boa,
        _ => throw scene.Wrong("basis", "\"dn\", \"toa\" or \"boa\""),
    };

    private static Dictionary<string, BandSource> Bands(DocumentObject scene, SceneMetadata? metadata, BandSource? whole, string folder)
    {
        var bands = new Dictionary<string, BandSource>();
        foreach ((string role, BandSource source) in metadata?.Bands ?? new Dictionary<string, BandSource>())
        {
            // What the document says of all bands stands over what metadata say of each.
            bands[role] = Numbers(scene, source.FullPath, source with { YieldsToTags = scene.Has("item") });
        }

        if (scene.Object("bands") is { } listed)
        {
            listed.Allow([BandRoles.Index, .. BandRoles.All], []);
            foreach (JsonProperty role in listed.Element.EnumerateObject())
            {
                bands[role.Name] = Band(scene, listed, role.Name, whole, folder);
            }
        }

        foreach (string role in BandRoles.All.Append(BandRoles.Index).Where(scene.Has))
        {
            bands[role] = Band(scene, scene, role, whole, folder);
        }

        return bands;
    }

    // A role is a band number of the scene's file, or an object that names its own file.
    private static BandSource Band(DocumentObject scene, DocumentObject holder, string role, BandSource? whole, string folder)
    {
        if (holder.Element.GetProperty(role).ValueKind == JsonValueKind.Number)
        {
            return (whole ?? throw scene.Missing("path")) with { Number = holder.BandNumber(role)!.Value };
        }

        DocumentObject own = holder.Object(role)!.Value;
        own.Allow(["path", "band", "scale", "offset", "noData"], []);
        int number = own.BandNumber("band") ?? (own.Has("path") ? 1 : throw own.Missing("band"));
        if (own.Text("path") is { } path)
        {
            BandSource ofScene = Numbers(scene, InputPath.Resolve(own.Field("path"), path, folder), new BandSource(path, "", number, null, null, null));
            return Numbers(own, ofScene.FullPath, ofScene);
        }

        BandSource source = whole ?? throw scene.Missing("path");
        return Numbers(own, source.FullPath, source with { Number = number });
    }

    // What an object says of scale, offset and nodata, over what was known before.
    private static BandSource Numbers(DocumentObject from, string fullPath, BandSource known)
    {
        decimal? scale = from.Decimal("scale"), offset = from.Decimal("offset");
        foreach ((string name, decimal? value) in (ReadOnlySpan<(string, decimal?)>)[("scale", scale), ("offset", offset)])
        {
            if (value is { } v)
            {
                StoredNumbers.CheckDigits(v, from.Field(name));
            }
        }

        if (scale is <= 0m)
        {
            throw from.Wrong("scale", "a number greater than 0");
        }

        return known with { YieldsToTags = known.YieldsToTags && scale is null && offset is null, FullPath = fullPath, Scale = scale ?? known.Scale, Offset = offset ?? known.Offset, NoData = from.Stored("noData") ?? known.NoData };
    }

    private static QualitySource? Quality(DocumentObject scene, BandSource? whole, SceneMetadata? metadata, string folder)
    {
        if (scene.Object("quality") is not { } quality)
        {
            return metadata is { Quality: { } band, QualityKind: { } known } ? new QualitySource(band, known, null, null, null) : null;
        }

        quality.Allow(["path", "band", "kind", "keep", "drop", "grow", "noData"], []);
        string names = string.Join(", ", QualityTables.Names.Select(n => $"\"{n.Name}\""));
        QualityKind kind = quality.Text("kind") is not { } name ? metadata?.QualityKind ?? throw quality.Missing("kind")
            : QualityTables.Names.Where(n => n.Name == name).Select(n => (QualityKind?)n.Kind).FirstOrDefault() ?? throw quality.Wrong("kind", $"one of {names}");
        BandSource? source = quality.Text("path") is { } path
            ? new BandSource(path, InputPath.Resolve(quality.Field("path"), path, folder), quality.BandNumber("band") ?? 1, null, null, null)
            : quality.BandNumber("band") is { } number ? (whole ?? throw quality.Missing("path")) with { Number = number, NoData = null }
            : metadata?.Quality ?? throw quality.Missing("path");
        return new QualitySource(source with { NoData = quality.Stored("noData") }, kind, Keep(quality, kind), Drop(quality, kind), quality.WholeNumber("grow", 0, 100));
    }

    private static IReadOnlyList<int>? Keep(DocumentObject quality, QualityKind kind)
    {
        IReadOnlyList<int>? keep = quality.WholeNumbers("keep");
        return keep is not null && !QualityTables.IsClasses(kind) ? throw quality.Wrong("keep", $"“drop” for {QualityTables.Name(kind)}, which speaks in bits: {Flags(kind)}")
            : keep is null && kind == QualityKind.ClearValues ? throw quality.Missing("keep")
            : keep;
    }

    private static IReadOnlyList<string>? Drop(DocumentObject quality, QualityKind kind)
    {
        IReadOnlyList<string>? drop = quality.Texts("drop");
        return drop is null ? null
            : QualityTables.IsClasses(kind) ? throw quality.Wrong("drop", $"“keep” for {QualityTables.Name(kind)}, which speaks in classes")
            : drop.All(name => QualityTables.Flags(kind).Any(f => f.Name == name)) ? drop
            : throw quality.Wrong("drop", $"names among {Flags(kind)}");
    }

    private static string Flags(QualityKind kind) => string.Join(", ", QualityTables.Flags(kind).Select(f => f.Name));

    private static IReadOnlyList<double> SaturatedValues(DocumentObject scene) => scene.IsList("saturated") ? scene.StoredNumbers("saturated") : [];

    private static BandSource? Saturation(DocumentObject scene, string folder)
    {
        if (!scene.Has("saturated") || scene.IsList("saturated"))
        {
            return null;
        }

        DocumentObject band = scene.Object("saturated")!.Value;
        band.Allow(["path", "band"], []);
        string path = band.Text("path") ?? throw band.Missing("path");
        return new BandSource(path, InputPath.Resolve(band.Field("path"), path, folder), band.BandNumber("band") ?? 1, null, null, null);
    }
}
