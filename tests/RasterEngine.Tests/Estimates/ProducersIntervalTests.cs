using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>The interval of producers' accuracy: every sample of a mapped class and of the rest enumerated with its probability.</summary>
public sealed class ProducersIntervalTests
{
    [Theory]
    [InlineData(50, 250)]
    [InlineData(100, 200)]
    public void Interval_Covers_InEveryCell(int inside, int outside)
    {
        Interval[] limitsInside = Limits(inside), limitsOutside = Limits(outside);
        var failures = new List<string>();
        foreach (double share in new[] { 0.01, 0.05, 0.2 })
        {
            foreach (double producers in new[] { 0.5, 0.65, 0.8, 0.95 })
            {
                foreach (double users in new[] { 0.6, 0.75, 0.95 })
                {
                    double omission = share * users * ((1 / producers) - 1) / (1 - share), covered = 0;
                    double[] probabilityInside = Probabilities(users, inside), probabilityOutside = Probabilities(omission, outside);
                    for (int x1 = 0; x1 <= inside; x1++)
                    {
                        for (int x2 = 0; x2 <= outside; x2++)
                        {
                            double probability = probabilityInside[x1] * probabilityOutside[x2];
                            if (probability > 1e-9)
                            {
                                covered += RatioInterval.PartOfBoth(share * x1 / inside, Scale(limitsInside[x1], share), (1 - share) * x2 / outside, Scale(limitsOutside[x2], 1 - share)).Holds(producers) ? probability : 0;
                            }
                        }
                    }

                    if (covered < 0.93)
                    {
                        failures.Add(FormattableString.Invariant($"W {share} PA {producers} UA {users}: {covered:0.000}"));
                    }
                }
            }
        }

        Assert.Empty(failures);
    }

    // Nothing missed in the sample does not prove that nothing is missed; nothing right leaves the lower end at 0.
    [Fact]
    public void Interval_StaysOpen_WhenNothingWasMissedOrNothingWasRight()
    {
        Interval none = RatioInterval.PartOfBoth(0.05, new Interval(0.03, 0.06), 0, new Interval(0, 0.02));
        Assert.Equal(1, none.High);
        Assert.InRange(none.Low, 0.5, 0.9);
        Interval wrong = RatioInterval.PartOfBoth(0, new Interval(0, 0.01), 0.05, new Interval(0.03, 0.08));
        Assert.Equal(0, wrong.Low);
        Assert.InRange(wrong.High, 0.01, 0.5);
    }

    private static double[] Probabilities(double p, int n) => [.. Enumerable.Range(0, n + 1).Select(x => MathNet.Numerics.Distributions.Binomial.PMF(p, n, x))];

    private static Interval[] Limits(int n) => [.. Enumerable.Range(0, n + 1).Select(x => ShareLimits.Of(x, n, 0.95))];

    private static Interval Scale(Interval interval, double by) => new(interval.Low * by, interval.High * by);
}
