using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>
/// Published cropland of three states of Darfur in 2022 (NASA Harvest, crop-mask repository, maps/Sudan notebooks, Apache-2.0): matrices with rows non-crop and crop
/// mapped, mapped pixels, hectares and ± to the hundredth; and 1,196 points that two teams labelled.
/// </summary>
public sealed class SudanTests
{
    [Theory]
    [InlineData(89, 2, 6, 5, 195607757, 36499980, 0.009811829624619536, 2072432.73, 204968.84, 124883.25)]
    [InlineData(151, 5, 14, 20, 338066188, 41324727, 0.009811743462544431, 3377661.27, 344825.07, 114436.55)]
    [InlineData(265, 12, 18, 16, 641092690, 156205424, 0.009811624551265401, 6829054.65, 993735.1, 301577.83)]
    public void Hectares_EqualThePublishedOnes_ToTheHundredth(long a, long b, long c, long d, long other, long crop, double pixelHectares, double otherHectares, double cropHectares, double plusMinus)
    {
        string json = FormattableString.Invariant($$"""
            { "classes": ["non-crop", "crop"], "counts": [[{{a}}, {{b}}], [{{c}}, {{d}}]],
              "strata": [ { "name": "non-crop", "pixels": {{other}}, "pixelHectares": {{pixelHectares:R}} }, { "name": "crop", "pixels": {{crop}}, "pixelHectares": {{pixelHectares:R}} } ] }
            """);
        Panel panel = MatrixDocument.Read("matrix.json", System.Text.Encoding.UTF8.GetBytes(json)).Panel;
        PanelEstimate estimate = PanelEstimator.Estimate(panel, new EstimateOptions(Method: IntervalMethod.Normal));

        // The second state's non-crop is printed 3377661.27 and is 3377661.265: within the hundredth, not within half of it.
        Assert.Equal(otherHectares, estimate.Areas[0].Hectares!.Value, 0.01);
        Assert.Equal(cropHectares, estimate.Areas[1].Hectares!.Value, 0.01);
        Assert.All(estimate.Areas, area => Assert.Equal(plusMinus, area.Interval!.Value.Width / 2, 0.01));
    }

    // Of 1,196 points team 1 calls 374 + 95 + 1 crop, team 2 374 + 65; one has no label of team 2.
    [Fact]
    public void Interpreters_AreToldApart_AndTheirImputationSaysLittle()
    {
        var labels = new InterpreterLabels(["team 1", "team 2"], [.. Rows(661, "other", "other"), .. Rows(374, "crop", "crop"), .. Rows(95, "crop", "other"), .. Rows(65, "other", "crop"), .. Rows(1, "crop", null)]);
        Assert.Equal(1196, labels.Labels.Count);
        Assert.Equal(1035, labels.Agreed);
        Assert.Equal(0.865, labels.Agreed / 1196.0, 3);
        Assert.Equal(160, labels.Disagreements.Count);
        double[] crop = [.. Enumerable.Range(0, 2).Select(i => labels.Labels.Count(l => l[i] == "crop") / 1196.0)];
        Assert.Equal([0.393, 0.367], crop.Select(s => Math.Round(s, 3)));
        Assert.Equal(0.361, 374 / (double)labels.Agreed, 3);

        // Cohen's kappa from the same 2 × 2 table by hand: (p₀ − p_e)/(1 − p_e).
        double n = 1195, observed = 1035 / n, chance = ((469 / n) * (439 / n)) + ((726 / n) * (756 / n));
        Assert.Equal((observed - chance) / (1 - chance), labels.Kappa!.Value, 12);

        var imputed = MultipleImputation.Of(crop, [.. crop.Select(p => p * (1 - p) / 1195)], 1195);
        Assert.Equal(1.9237961361888305, imputed.DegreesOfFreedom!.Value, 9);
        Assert.True(imputed.Count < MultipleImputation.FewInterpreters);
        Assert.True(imputed.Interval(0.95).Width > 0.2, "with two interpreters the interval says little");
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(int count, string first, string? second) => Enumerable.Repeat<IReadOnlyList<string?>>([first, second], count);
}
