using System.Globalization;
using System.Text;
using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>What the default interval is worth: its coverage by exact enumeration over maps from bad to good and classes from rare to common.</summary>
public sealed class CoverageTests
{
    private const double Level = 0.95;
    private static readonly double[] Shares = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
    private static readonly double[] ProducersAccuracies = [0.5, 0.65, 0.8, 0.95];
    private static readonly double[] UsersAccuracies = [0.6, 0.75, 0.85, 0.95];
    private static readonly (int Inside, int Outside)[] Designs = [(30, 270), (50, 250), (75, 325), (150, 150), (100, 500)];
    private static readonly Lazy<IReadOnlyList<CoverageCell>> Grid = new(() => [.. Designs.AsParallel().AsOrdered().SelectMany(Cells)]);

    [Fact]
    public void Mover_Covers_InEveryCell()
    {
        foreach (CoverageCell cell in Grid.Value)
        {
            Assert.True(cell.Mover >= 0.93, $"{cell}");
            Assert.True(cell.ExpectedOmissions < 5 || cell.Mover <= 0.97, $"{cell}");
        }
    }

    // Why t is not the default: it collapses where no omission happens to be met.
    [Fact]
    public void T_FailsInMostCells() => Assert.True(Grid.Value.Count(c => c.T < 0.93) > Grid.Value.Count / 2 && Grid.Value.Min(c => c.T) < 0.1);

    [Fact]
    public void Page_ShowsWhatIsComputed()
    {
        string path = Repository.Path("docs", "coverage.md"), computed = Page();
        if (Environment.GetEnvironmentVariable("RASTERENGINE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, computed);
        }

        Assert.Equal(computed, File.ReadAllText(path));
    }

    private static IEnumerable<CoverageCell> Cells((int Inside, int Outside) design)
    {
        Interval[] inside = Limits(design.Inside), outside = Limits(design.Outside);
        return from share in Shares
               from producers in ProducersAccuracies
               from users in UsersAccuracies
               select CoverageCell.Of(share, producers, users, design.Inside, design.Outside, inside, outside, Level);
    }

    private static Interval[] Limits(int n) => [.. Enumerable.Range(0, n + 1).Select(x => ShareLimits.Of(x, n, Level))];

    private static string Page()
    {
        IReadOnlyList<CoverageCell> cells = Grid.Value;
        var page = new StringBuilder();
        page.AppendLine("# What a 95 % interval is worth").AppendLine()
            .AppendLine("A class is mapped on the share W of an area; PA of it is mapped, UA of what is mapped is right. n₁ units are labelled where it is mapped and n₂ elsewhere.")
            .AppendLine(CultureInfo.InvariantCulture, $"For each of {cells.Count} such maps and samples every possible outcome is enumerated with its probability (nothing is drawn), and the probability that the interval")
            .AppendLine("holds the true area is summed. 95 % is what an interval promises. The widths are medians, as a share of the frame. Written and checked by `CoverageTests`.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| interval | least | most | below 93 % | least, 5 omissions or more expected | most, there |").AppendLine("|---|---|---|---|---|---|");
        Line("MOVER (the default)", c => c.Mover);
        Line("± t · standard error", c => c.T);
        page.AppendLine().AppendLine("| W | PA | UA | n₁ / n₂ | omissions expected | MOVER covers | t covers | MOVER width | t width |").AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (CoverageCell c in cells)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"| {c.Share} | {c.Producers} | {c.Users} | {c.Inside} / {c.Outside} | {c.ExpectedOmissions:0.0} | {c.Mover:0.000} | {c.T:0.000} | {c.MoverWidth:0.0000} | {c.TWidth:0.0000} |");
        }

        return page.ToString();

        void Line(string name, Func<CoverageCell, double> coverage)
        {
            CoverageCell[] many = [.. cells.Where(c => c.ExpectedOmissions >= 5)];
            page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {cells.Min(coverage):0.000} | {cells.Max(coverage):0.000} | {cells.Count(c => coverage(c) < 0.93)} of {cells.Count} | {many.Min(coverage):0.000} | {many.Max(coverage):0.000} |");
        }
    }
}
