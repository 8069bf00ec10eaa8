using System.Text.RegularExpressions;
using RasterEngine.Host.Cli;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary><c>explain</c> and <c>doctor</c>: every code has a page, every page a use.</summary>
public sealed partial class ExplainTests
{
    [Fact]
    public void EveryCode_HasAPage_AndEveryPageAUse()
    {
        string sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] used = [.. Code().Matches(sources).Select(match => match.Groups["code"].Value).Distinct()];
        Assert.True(used.Length > 20, $"found {used.Length} codes in the sources");
        Assert.Empty(used.Except(ExplainCommand.Pages().Keys));

        // A code of one word cannot be told from other words where it is used: it must at least stand there.
        Assert.All(ExplainCommand.Pages().Keys, code => Assert.Contains($"\"{code}\"", sources, StringComparison.Ordinal));
        Assert.All(ExplainCommand.Pages().Values, page => Assert.Matches("^(Note|Review \\(exit code 3\\)|Refusal)\\. .{20}", page));
    }

    [Fact]
    public void Explain_PrintsAPage_WithOrWithoutBrackets()
    {
        string page = EngineProcess.Run(Checkout.Root, "explain", "different-lattice").Succeeds().Output;
        Assert.StartsWith("different-lattice\n\n", page, StringComparison.Ordinal);
        Assert.Contains("nearest", page, StringComparison.Ordinal);
        Assert.Equal(page, EngineProcess.Run(Checkout.Root, "explain", "[different-lattice]").Succeeds().Output);
    }

    [Fact]
    public void Explain_ListsAllCodes_WithoutOne()
    {
        string[] codes = EngineProcess.Run(Checkout.Root, "explain").Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(ExplainCommand.Pages().Keys.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public void Explain_IsRefused_WhenThereIsNoSuchCode() => EngineProcess.Run(Checkout.Root, "explain", "no-such-code").Refuses(2, "bad-argument", "no-such-code");

    [Fact]
    public void Doctor_FindsThisMachineFit()
    {
        string text = EngineProcess.Run(Checkout.Root, "doctor").Succeeds().Output;
        Assert.Contains("GDAL", text, StringComparison.Ordinal);
        Assert.DoesNotContain("STOP", text, StringComparison.Ordinal);
        string[] subjects = [.. EngineProcess.Run(Checkout.Root, "doctor", "--json").Succeeds().Json().EnumerateArray()
            .Where(check => check.GetProperty("ok").GetBoolean()).Select(check => check.GetProperty("subject").GetString()!)];
        Assert.Equal(["engine", "vectors", "GDAL", "PROJ data", "PostgreSQL", "sandbox", "disk"], subjects);
    }

    // new ScanException("code", …; new("two-words", …, where the type is left out; and what the ledger writes by itself.
    [GeneratedRegex("new(?: ScanException\\(\\s*\"(?<code>[a-z]+(?:-[a-z]+)*)\"|\\(\\s*\"(?<code>[a-z]+(?:-[a-z]+)+|undetermined)\",)|error_code = case when [^']*'(?<code>[a-z]+)'")]
    private static partial Regex Code();
}
