namespace RasterEngine.Host.Tests.Stage;

/// <summary>A folder with before.tif, after.tif and scan.json, which can be scanned until a test spoils it.</summary>
internal sealed class Pair : IDisposable
{
    /// <summary>A document of every part that a refusal is about.</summary>
    public const string Document = """
        {
          "name": "pair",
          "before": { "date": "2020-06-01", "path": "before.tif", "bands": { "red": 1, "nir": 2 } },
          "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "red": 1, "nir": 2 } },
          "index": "NDVI",
          "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }
        }
        """;

    public Pair(SmallScene? before = null, SmallScene? after = null)
    {
        (before ?? new SmallScene()).Write(Folder["before.tif"]);
        (after ?? new SmallScene { Stored = SmallScene.Bare }).Write(Folder["after.tif"]);
        Folder.Write("scan.json", Document);
    }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>Replaces a part of the document, which must occur in it.</summary>
    public Pair With(string part, string replacement)
    {
        string text = File.ReadAllText(Folder["scan.json"]);
        int at = text.IndexOf(part, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new ArgumentException($"Found no {part} in the document.", nameof(part));
        }

        Folder.Write("scan.json", text[..at] + replacement + text[(at + part.Length)..]);
        return this;
    }

    public Ended Scan(params string[] more) => EngineProcess.Run(Folder.Path, ["scan", "scan.json", "--out", "out", .. more]);

    /// <summary>Scans and expects exit code 2, one sentence that holds the words, and a folder in which nothing has changed.</summary>
    public void IsRefused(string code, params string[] words) => IsRefused(code, words, ["scan", "scan.json", "--out", "out", "--quiet"]);

    public void IsRefused(string? code, string[] words, string[] arguments, int exitCode = 2)
    {
        string[] earlier = Folder.Listing();
        EngineProcess.Run(Folder.Path, arguments).Refuses(exitCode, code, words);
        Xunit.Assert.Equal(earlier, Folder.Listing());
    }

    public void Dispose() => Folder.Dispose();
}
