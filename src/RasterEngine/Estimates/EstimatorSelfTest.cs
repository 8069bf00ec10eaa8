using System.Globalization;
using System.Text.Json;

namespace RasterEngine.Estimates;

/// <summary>Runs published tables of areas, accuracies, regressions and trends on this machine, from the copy that the program carries.</summary>
public sealed class EstimatorSelfTest
{
    private const double Level = 0.95;

    // The stored Wilson limits and implied error were made with the normal quantile rounded to this.
    private const double StoredQuantile = 1.959964;

    // From this many decimals on a number is stored whole and is held to 1e-9.
    private const int WholeDecimals = 12;

    private readonly JsonElement root;
    private readonly List<SelfTestNumber> numbers = [];

    private EstimatorSelfTest(JsonElement root) => this.root = root;

    /// <summary>Every number, in the order of the tables.</summary>
    public static IReadOnlyList<SelfTestNumber> Run()
    {
        using Stream stream = typeof(EstimatorSelfTest).Assembly.GetManifestResourceStream("published.json")!;
        using var document = JsonDocument.Parse(stream);
        var test = new EstimatorSelfTest(document.RootElement);
        test.Stratified("olofsson2014_table8", "Olofsson et al. 2014, table 8");
        test.Stratified("olofsson2013_ex1", "Olofsson et al. 2013, example 1");
        test.OtherStrata("Stehman 2014");
        test.PostStratified("Stehman 2013, eq. 48");
        test.Regression("Battese et al. 1988, Iowa corn", "Tyukavina, appendix B.1");
        test.ShareLimitsOf("limits of a share");
        test.Trend("opium poppy, 2011–2021");
        return test.numbers;
    }

    private void Stratified(string name, string table)
    {
        JsonElement t = root.GetProperty(name);
        double[] sizes = Values(t, "stratum_size");
        string[] classes = [.. sizes.Select((_, i) => (i + 1).ToString(CultureInfo.InvariantCulture))];
        PanelEstimate estimate = PanelEstimator.Estimate(new ErrorMatrix([.. classes.Zip(sizes, (c, s) => new Stratum(c, s))], classes, Counts(t)).ToPanel(), new EstimateOptions(Level, IntervalMethod.Normal));
        Add(table, "area", t.GetProperty("area"), [.. estimate.Areas.Select(a => a.Hectares)]);
        Add(table, "standard error of area", t.GetProperty("se_area"), [.. estimate.Areas.Select(a => a.StandardError)]);
        Accuracies(table, t, estimate.Accuracy);
        if (t.TryGetProperty("area_ha", out JsonElement hectares))
        {
            // The table's own hectares say how large its pixels are.
            double pixel = Values(t, "area_ha").Sum() / sizes.Sum();
            Add(table, "± at 95 %, ha", t.GetProperty("ci95_ha_z1_96"), [.. estimate.Areas.Select(a => a.Interval?.Width / 2 * pixel)]);
            Add(table, "area, ha", hectares, [.. estimate.Areas.Select(a => a.Hectares * pixel)]);
        }
    }

    private void OtherStrata(string table)
    {
        JsonElement t = root.GetProperty("stehman2014");
        string[] strata = Unfold(t, "strata"), map = Unfold(t, "map"), reference = Unfold(t, "ref");
        string[] classes = [.. strata.Distinct()];
        double[] sizes = Values(t, "N");
        UnitGroup[] units = [.. strata.Select((s, i) => new UnitGroup(Array.IndexOf(classes, s), Array.IndexOf(classes, map[i]), UnitGroup.Whole(Array.IndexOf(classes, reference[i]), classes.Length)))];
        PanelEstimate estimate = PanelEstimator.Estimate(new Panel([.. classes.Zip(sizes, (c, n) => new Stratum(c, n, (long)n))], classes, units));
        Add(table, "share of area", t.GetProperty("area"), [.. estimate.Areas.Select(a => a.Share)]);
        Add(table, "standard error of share", t.GetProperty("se_area"), [.. estimate.Areas.Select(a => a.StandardError / sizes.Sum())]);
        Accuracies(table, t, estimate.Accuracy);
    }

    private void PostStratified(string table)
    {
        JsonElement t = root.GetProperty("poststrat_stehman2013_eq48");
        double pixel = t.GetProperty("pixel_ha").GetDouble();
        Stratum[] strata = [.. Values(t, "area_ha").Select((h, i) => new Stratum((i + 1).ToString(CultureInfo.InvariantCulture), h, (long)Math.Round(h / pixel)))];
        PanelEstimate estimate = PanelEstimator.Estimate(new ErrorMatrix(strata, [.. strata.Select(s => s.Name)], Counts(t)).ToPanel(), new EstimateOptions(Design: SampleDesignKind.SimpleRandom));
        Add(table, "area, ha", t.GetProperty("area"), [.. estimate.Areas.Select(a => a.Hectares)]);
        Add(table, "standard error, ha", t.GetProperty("se_correct"), [.. estimate.Areas.Select(a => a.StandardError)]);
    }

    private void Regression(string iowa, string tyukavina)
    {
        JsonElement t = root.GetProperty("battese1988_iowa"), corn = t.GetProperty("corn");
        string[] columns = [.. t.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
        (int y, int x) = (Array.IndexOf(columns, "cornhect"), Array.IndexOf(columns, "cornpix"));
        var stratum = new SegmentStratum("Iowa", t.GetProperty("N_segments").GetInt64(), corn.GetProperty("pop_mean_pix").GetDouble());
        SegmentEstimate estimate = SegmentEstimator.Estimate([stratum], [.. t.GetProperty("rows").EnumerateArray().Select(r => new Segment(0, r[x].GetDouble(), r[y].GetDouble()))], SegmentMethod.Regression);
        Add(iowa, "slope", corn.GetProperty("b"), estimate.Slopes[0]);
        Add(iowa, "total, ha", corn.GetProperty("total_ha"), estimate.Total);
        Add(iowa, "standard error, ha", corn.GetProperty("se_total"), estimate.StandardError);
        Add(iowa, "relative efficiency", corn.GetProperty("RE"), estimate.RelativeEfficiency);

        JsonElement s = root.GetProperty("regression_srs_tyukavina_B1");
        Add(tyukavina, "total", s.GetProperty("area"), SegmentEstimator.RegressionTotal(Given("N"), Given("ybar"), Given("b"), Given("X"), Given("xbar")));
        Add(tyukavina, "relative efficiency", s.GetProperty("relative_efficiency"), new SegmentEstimate(0, Given("se"), null, 0, Given("se_direct"), [], true, 0).RelativeEfficiency);

        double Given(string name) => s.GetProperty(name).GetDouble();
    }

    private void ShareLimitsOf(string table)
    {
        JsonElement t = root.GetProperty("rare_class");
        foreach (JsonProperty p in t.EnumerateObject().Where(p => p.Name.StartsWith("wilson", StringComparison.Ordinal)))
        {
            // wilson95_3_of_250
            double[] words = [.. p.Name.Split('_').Where(w => char.IsAsciiDigit(w[0])).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
            Interval limits = ShareLimits.Score(words[0], words[1], StoredQuantile);
            Add(table, $"Wilson, {words[0]} of {words[1]}", p.Value, [limits.Low, limits.High]);
        }

        Add(table, "Clopper–Pearson, 0 of 50, upper", t.GetProperty("clopper_pearson95_0_of_50_upper"), ShareLimits.ClopperPearson(0, 50, Level).High);
    }

    private void Trend(string table)
    {
        JsonElement t = root.GetProperty("trend");
        SeriesPoint[] points = [.. t.GetProperty("us_ha").EnumerateObject().Select(p => new SeriesPoint(double.Parse(p.Name, CultureInfo.InvariantCulture), p.Value.GetDouble(), null, ""))];
        foreach (JsonProperty p in t.EnumerateObject().Where(p => p.Name.StartsWith("mk_", StringComparison.Ordinal)))
        {
            // mk_2011_2017
            double[] years = [.. p.Name.Split('_')[1..].Select(y => double.Parse(y, CultureInfo.InvariantCulture))];
            SeriesTrend trend = SeriesTrend.Of(points.Where(q => q.Time >= years[0] && q.Time <= years[1]), Level)[0];
            string span = string.Create(CultureInfo.InvariantCulture, $"{years[0]}–{years[1]}");
            Add(table, $"S, {span}", p.Value.GetProperty("S"), trend.Test!.S);
            Add(table, $"Z, {span}", p.Value.GetProperty("Z"), trend.Test.Z);
            Add(table, $"p, {span}", p.Value.GetProperty("p"), trend.Test.P);
            Add(table, $"Sen's slope, {span}", p.Value.GetProperty("sen"), trend.Slope);
        }

        JsonElement unodc = t.GetProperty("unodc_2014_15");
        double implied = SeriesPoint.ImpliedError(unodc.GetProperty("lo").GetDouble(), unodc.GetProperty("hi").GetDouble(), Level);
        Add(table, "standard error behind 2014/15", unodc.GetProperty("implied_se"), implied * ShareLimits.Quantile(Level) / StoredQuantile);
    }

    private void Accuracies(string table, JsonElement t, MapAccuracy accuracy)
    {
        Add(table, "overall accuracy", t.GetProperty("OA"), accuracy.Overall!.Value);
        Add(table, "its standard error", t.GetProperty("se_OA"), accuracy.Overall.StandardError);
        Add(table, "users' accuracy", t.GetProperty("UA"), [.. accuracy.Users.Select(a => a.Value)]);
        Add(table, "its standard error", t.GetProperty("se_UA"), [.. accuracy.Users.Select(a => a.StandardError)]);
        Add(table, "producers' accuracy", t.GetProperty("PA"), [.. accuracy.Producers.Select(a => a.Value)]);
        Add(table, "its standard error", t.GetProperty("se_PA"), [.. accuracy.Producers.Select(a => a.StandardError)]);
    }

    private void Add(string table, string quantity, JsonElement published, double?[] computed)
    {
        foreach ((JsonElement value, int i) in published.EnumerateArray().Select((v, i) => (v, i)))
        {
            Add(table, FormattableString.Invariant($"{quantity} [{i + 1}]"), value, computed[i]);
        }
    }

    private void Add(string table, string quantity, JsonElement published, double? computed)
    {
        string text = published.GetRawText();
        double value = published.GetDouble();
        int point = text.IndexOf('.', StringComparison.Ordinal), decimals = point < 0 ? 0 : text.Length - point - 1;
        double half = decimals is > 0 and < WholeDecimals ? 0.5 * Math.Pow(10, -decimals) : 0;
        numbers.Add(new SelfTestNumber(table, quantity, value, computed, Math.Max(1e-9 * Math.Abs(value), half)));
    }

    private static double[] Values(JsonElement t, string name) => [.. t.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static long[][] Counts(JsonElement t) => [.. t.GetProperty("counts").EnumerateArray().Select(r => (long[])[.. r.EnumerateArray().Select(e => e.GetInt64())])];

    // "A*10,B" is ten times A and once B.
    private static string[] Unfold(JsonElement t, string name) =>
        [.. t.GetProperty(name).GetString()!.Split(',').Select(part => part.Split('*')).SelectMany(part => Enumerable.Repeat(part[0], part.Length > 1 ? int.Parse(part[1], CultureInfo.InvariantCulture) : 1))];
}
