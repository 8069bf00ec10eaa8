using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>Reads a monitor's document; whatever it cannot answer it refuses in one sentence.</summary>
public static class MonitorDocument
{
    private const int LargestWindow = 1;

    /// <summary>Reads a document from a file; its relative paths start at its folder.</summary>
    public static MonitorQuestion Read(string file)
    {
        string full = Path.GetFullPath(file);
        if (!File.Exists(full) || !RasterFile.IsRegular(full))
        {
            throw new ScanException("missing-file", $"{file}: there is no such file; expected a monitor's document.");
        }

        try
        {
            return Parse(file, File.ReadAllBytes(full), Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{file}: cannot be read ({e.Message})", e);
        }
    }

    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="defaultName">The monitor's name when the document gives none.</param>
    public static MonitorQuestion Parse(string file, ReadOnlyMemory<byte> json, string folder, string defaultName)
    {
        DocumentObject document = DocumentObject.Parse(file, json);
        document.Allow(["name", "season", "index", "history", "scenes", "model", "monitor", "resampling"], []);
        SpectralIndex index = SpectralIndex.Find(document.Text("index") ?? SpectralIndex.Ndvi.Name) ?? throw document.Wrong("index", $"one of {string.Join(", ", SpectralIndex.All.Select(i => i.Name))}");
        MonitorScene[] history = Scenes(document, "history", folder), scenes = Scenes(document, "scenes", folder);
        if (history.Length == 0)
        {
            throw document.Has("history") ? document.Wrong("history", "a list of at least one scene") : document.Missing("history");
        }

        if (scenes.Length > 0 && scenes[0].Day <= history[^1].Day)
        {
            throw new ScanException("scene-out-of-order", $"{document.Field("scenes[0]")} is of {scenes[0].Day:yyyy-MM-dd}, but the history ends on {history[^1].Day:yyyy-MM-dd}; expected only later scenes there.");
        }

        Resampling? resampling = document.Text("resampling") switch
        {
            null => null,
            "nearest" => Tiling.Resampling.Nearest,
            "bilinear" => Tiling.Resampling.Bilinear,
            "cubic" => Tiling.Resampling.Cubic,
            _ => throw document.Wrong("resampling", "\"nearest\", \"bilinear\" or \"cubic\""),
        };
        return new MonitorQuestion(
            document.Text("name") ?? defaultName, document.Text("season"), index, Design(document, history[0].Day.Year), history, scenes, resampling, DesignHash(document));
    }

    private static MonitorScene[] Scenes(DocumentObject document, string field, string folder)
    {
        var scenes = new List<MonitorScene>();
        foreach (DocumentObject entry in document.Objects(field))
        {
            string name = entry.Path.TrimEnd('.');
            SceneSource source = SceneDocument.Read(entry, name, folder, isPart: true);
            DateOnly day = source.Date?.Exact ?? throw new ScanException("no-day", $"{document.Field(name)}: its day is not known; expected “date” with year, month and day, because a monitor orders scenes by day.");
            if (scenes.Count > 0 && day <= scenes[^1].Day)
            {
                throw new ScanException("scene-out-of-order", $"{document.Field(name)} is of {day:yyyy-MM-dd}, {(day == scenes[^1].Day ? "as the one before it is" : $"but the one before it of {scenes[^1].Day:yyyy-MM-dd}")}; expected one scene a day, oldest first.");
            }

            scenes.Add(new MonitorScene(day, source, Hash(CanonicalJson.Of(entry.Element))));
        }

        return [.. scenes];
    }

    private static MonitorDesign Design(DocumentObject document, int originYear)
    {
        DocumentObject? model = document.Object("model");
        model?.Allow(["harmonics", "trend"], []);
        DocumentObject monitor = document.RequiredObject("monitor");
        monitor.Allow(["method", "side", "alpha", "critical", "window", "weight", "limit", "inARow", "stableHistory", "recovery", "recoveredWithin"], []);
        MonitorMethod method = monitor.Text("method") switch
        {
            "cusum" => MonitorMethod.Cusum,
            "mosum" => MonitorMethod.Mosum,
            "ewma" => MonitorMethod.Ewma,
            "consecutive" => MonitorMethod.Consecutive,
            null => throw monitor.Missing("method"),
            _ => throw monitor.Wrong("method", "\"cusum\", \"mosum\", \"ewma\" or \"consecutive\""),
        };
        MonitorSide side = monitor.Text("side") switch
        {
            null or "loss" => MonitorSide.Loss,
            "gain" => MonitorSide.Gain,
            "both" => MonitorSide.Both,
            _ => throw monitor.Wrong("side", "\"loss\", \"gain\" or \"both\""),
        };
        double alpha = Number(monitor, "alpha", 0.05, 0.0001, 0.5), window = Number(monitor, "window", 0.25, 0.05, LargestWindow);
        return new MonitorDesign(new HarmonicModel(model?.WholeNumber("harmonics", 1, HarmonicModel.LargestOrder) ?? 2, model?.Flag("trend") ?? false, originYear), method)
        {
            Side = side,
            Alpha = alpha,
            Window = window,
            Critical = Critical(monitor, method, window, alpha),
            Weight = Number(monitor, "weight", 0.3, 0.01, 1),
            Limit = Number(monitor, "limit", method == MonitorMethod.Consecutive ? 5 : 2, 0.1, 100),
            InARow = monitor.WholeNumber("inARow", 1, 20) ?? 3,
            SelectsHistory = monitor.Flag("stableHistory") ?? true,
            RecoveryInARow = monitor.WholeNumber("recovery", 0, 20) ?? 3,
            RecoveredWithin = Number(monitor, "recoveredWithin", 2, 0.1, 100),
        };
    }

    private static double Critical(DocumentObject monitor, MonitorMethod method, double window, double alpha)
    {
        return monitor.Has("critical") ? Number(monitor, "critical", 0, 0.1, 100)
            : method == MonitorMethod.Cusum ? CriticalValues.Cusum(alpha)
            : method != MonitorMethod.Mosum ? 0
            : CriticalValues.Mosum(window, alpha) ?? throw new ScanException(
                "no-critical-value", $"{monitor.Field("window")}: there is no published critical value for a MOSUM window of {window} and alpha {alpha}; expected window 0.25, 0.5 or 1 with alpha 0.05 (0.25 or 1 with 0.01), or “critical”.");
    }

    private static double Number(DocumentObject from, string name, double otherwise, double smallest, double largest) =>
        from.Decimal(name) is not { } value ? otherwise
            : (double)value >= smallest && (double)value <= largest ? (double)value
            : throw from.Wrong(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{smallest} to {largest}"));

    private static string DesignHash(DocumentObject document)
    {
        JsonObject design = JsonNode.Parse(document.Element.GetRawText())!.AsObject();
        design.Remove("name");
        design.Remove("season");
        design.Remove("scenes");
        using var copy = JsonDocument.Parse(design.ToJsonString(ScanDocumentJson.Plain));
        return Hash(CanonicalJson.Of(copy.RootElement));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
