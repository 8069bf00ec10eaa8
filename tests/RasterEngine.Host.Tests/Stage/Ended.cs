using System.Text.Json;
using Xunit;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>What a run left with its caller.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>The whole of stdout as one JSON document.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    public Ended Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>The one sentence that stderr must be: <c>error: … [code]</c>, naming every word.</summary>
    public Ended Refuses(int exitCode, string? code, params string[] words)
    {
        string line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}: {line}");
        Assert.Empty(Output);
        if (code is not null)
        {
            Assert.EndsWith($" [{code}]", line, StringComparison.Ordinal);
        }

        foreach (string word in words)
        {
            Assert.Contains(word, line, StringComparison.Ordinal);
        }

        return this;
    }
}
