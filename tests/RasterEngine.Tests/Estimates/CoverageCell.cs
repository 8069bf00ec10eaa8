using RasterEngine.Estimates;

namespace RasterEngine.Tests.Estimates;

/// <summary>
/// One map and one sample of it, with what its intervals are worth: every possible sample is enumerated with its binomial probability, none is drawn.
/// </summary>
/// <param name="Share">W: mapped share of the class.</param>
/// <param name="Producers">PA: share of the class that is mapped.</param>
/// <param name="Users">UA: share of what is mapped that is the class.</param>
/// <param name="Inside">Units where the class is mapped.</param>
/// <param name="Outside">Units elsewhere.</param>
/// <param name="Mover">Probability that MOVER's interval holds the true share.</param>
/// <param name="T">The same of ± t · standard error.</param>
/// <param name="MoverWidth">Median width, as a share of the frame.</param>
/// <param name="TWidth">The same of t's.</param>
internal sealed record CoverageCell(double Share, double Producers, double Users, int Inside, int Outside, double Mover, double T, double MoverWidth, double TWidth)
{
    // Samples less likely than this cannot change a printed digit.
    private const double Negligible = 1e-10;

    public double ExpectedOmissions => Outside * OmissionRate(Share, Producers, Users);

    public static CoverageCell Of(double share, double producers, double users, int inside, int outside, Interval[] limitsInside, Interval[] limitsOutside, double level)
    {
        double truth = share * users / producers;
        double[] probabilityInside = Binomial(inside, users), probabilityOutside = Binomial(outside, OmissionRate(share, producers, users));
        var samples = new List<(double Probability, double MoverWidth, double TWidth)>();
        double mover = 0, t = 0;
        for (int x1 = 0; x1 <= inside; x1++)
        {
            for (int x2 = 0; x2 <= outside; x2++)
            {
                double probability = probabilityInside[x1] * probabilityOutside[x2];
                if (probability < Negligible)
                {
                    continue;
                }

                StratumMean first = Mean(share, x1, inside), second = Mean(1 - share, x2, outside);
                (double below, double above) = (0, 0);
                MoverInterval.Add(first, limitsInside[x1], ref below, ref above);
                MoverInterval.Add(second, limitsOutside[x2], ref below, ref above);
                double total = (share * first.Mean) + ((1 - share) * second.Mean);
                Interval square = MoverInterval.Between(total, below, above, 1), student = Student(total, first, second, level);
                mover += square.Holds(truth) ? probability : 0;
                t += student.Holds(truth) ? probability : 0;
                samples.Add((probability, square.Width, student.Width));
            }
        }

        return new CoverageCell(share, producers, users, inside, outside, mover, t, Median(samples.Select(s => (s.MoverWidth, s.Probability))), Median(samples.Select(s => (s.TWidth, s.Probability))));
    }

    /// <summary>Share of the area outside the mapped class that is the class.</summary>
    private static double OmissionRate(double share, double producers, double users) => share * users * ((1 / producers) - 1) / (1 - share);

    private static StratumMean Mean(double area, int x, int n)
    {
        double p = (double)x / n;
        return new StratumMean(area, n, p, p * (1 - p) / (n - 1), n, 1);
    }

    // What t and Satterthwaite give; nothing where the variance is 0. Intervals are cut to 0 and 1 as the program's are.
    private static Interval Student(double total, StratumMean first, StratumMean second, double level)
    {
        double a = first.Hectares * first.Hectares * first.Spread!.Value, b = second.Hectares * second.Hectares * second.Spread!.Value;
        if (a + b == 0)
        {
            return new Interval(total, total);
        }

        double freedom = (a + b) * (a + b) / ((a * a / (first.Units - 1)) + (b * b / (second.Units - 1)));
        double half = TTable.Quantile(freedom, level) * Math.Sqrt(a + b);
        return new Interval(Math.Max(0, total - half), Math.Min(1, total + half));
    }

    private static double Median(IEnumerable<(double Value, double Probability)> samples)
    {
        double sum = 0;
        foreach ((double value, double probability) in samples.OrderBy(s => s.Value))
        {
            sum += probability;
            if (sum >= 0.5)
            {
                return value;
            }
        }

        throw new InvalidOperationException("probabilities do not sum to 1");
    }

    // By the ratio of neighbours from the mode outwards, normalised: no factorial overflows.
    private static double[] Binomial(int n, double p)
    {
        double[] probability = new double[n + 1];
        int mode = (int)((n + 1) * p);
        probability[Math.Min(mode, n)] = 1;
        for (int x = Math.Min(mode, n); x > 0; x--)
        {
            probability[x - 1] = probability[x] * x / (n - x + 1) * (1 - p) / p;
        }

        for (int x = Math.Min(mode, n); x < n; x++)
        {
            probability[x + 1] = probability[x] * (n - x) / (x + 1) * p / (1 - p);
        }

        double sum = probability.Sum();
        return [.. probability.Select(q => q / sum)];
    }
}
