namespace RasterEngine.Samples;

/// <summary>
/// How many units, and how many of them in each stratum. Sizes follow Cochran 1977, eqs. 5.25–5.27 (Olofsson et al. 2014, eq. 13), allocation
/// shares <see cref="Allocation"/>; rounding gives the largest remainders their unit, so that the strata add up.
/// </summary>
public static class StrataPlan
{
    private const double LeastPart = 1e-9;

    /// <summary>
    /// Units needed for a standard error: n = Σ(W²S²/f) ÷ (SE² + ΣWS²/N), f being each stratum's part of the sample. With Neyman's f = WS/ΣWS it is
    /// (ΣWS)² ÷ (SE² + ΣWS²/N).
    /// </summary>
    /// <param name="strata">W, S and N.</param>
    /// <param name="parts">f, adding up to 1.</param>
    /// <param name="standardError">Of the target's share of the frame.</param>
    public static double Needed(IReadOnlyList<SampleStratum> strata, IReadOnlyList<double> parts, double standardError)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(parts);
        double units = strata.Sum(s => (double)s.Units), spread = 0, whole = 0;
        for (int i = 0; i < strata.Count; i++)
        {
            (double w, double variance) = (strata[i].Share, strata[i].Expected * (1 - strata[i].Expected));
            spread += variance > 0 ? w * w * variance / parts[i] : 0;
            whole += w * variance;
        }

        return spread / ((standardError * standardError) + (whole / units));
    }

    /// <summary>Each stratum's part of the sample before floors, adding up to 1.</summary>
    public static double[] Parts(IReadOnlyList<SampleStratum> strata, Allocation allocation)
    {
        ArgumentNullException.ThrowIfNull(strata);
        double[] weights = [.. strata.Select(s => allocation switch
        {
            Allocation.Neyman => s.Share * s.Deviation,
            Allocation.Proportional => s.Share,
            Allocation.Equal => 1,
            Allocation.Power => Math.Sqrt(s.Share),
            _ => throw new ArgumentOutOfRangeException(nameof(allocation), allocation, "no such allocation"),
        })];
        double sum = weights.Sum();

        // Nothing is expected to vary: then nothing speaks against each stratum's share of the ground.
        return sum > 0 ? [.. weights.Select(w => w / sum)] : Parts(strata, Allocation.Proportional);
    }

    /// <summary>Shares out <paramref name="units"/> by parts; the largest remainders are rounded up, the first on ties.</summary>
    public static int[] Share(int units, IReadOnlyList<double> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int[] whole = [.. parts.Select(p => (int)Math.Floor((p * units) + 1e-9))];
        int left = units - whole.Sum();
        foreach (int i in Enumerable.Range(0, whole.Length).OrderByDescending(i => (parts[i] * units) - whole[i]).ThenBy(i => i).Take(Math.Max(0, left)))
        {
            whole[i]++;
        }

        return whole;
    }

    /// <summary>
    /// Units of each stratum: shared out by parts, none under its floor, none over its population. What a floor or a small population takes or
    /// leaves is shared out again among the others.
    /// </summary>
    /// <param name="units">In all; when the floors alone need more, their sum.</param>
    /// <param name="parts">Before floors.</param>
    /// <param name="floors">Least units of each, at most its population.</param>
    /// <param name="populations">Most units of each.</param>
    public static int[] Allocate(int units, IReadOnlyList<double> parts, IReadOnlyList<int> floors, IReadOnlyList<long> populations)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(floors);
        ArgumentNullException.ThrowIfNull(populations);
        int left = (int)Math.Min(Math.Max(units, floors.Sum()), populations.Sum());

        // One factor on all parts, found by halving, makes the bounded numbers add up; a stratum of no part only fills what the others cannot hold.
        double[] bounded = Bounded(0);
        for (double low = 0, high = double.MaxValue, step = 1; low < high && step > 0;)
        {
            double factor = high == double.MaxValue ? Math.Max(1, low * 2) : low + ((high - low) / 2);
            step = high == double.MaxValue ? 1 : Math.Min(factor - low, high - factor);
            bounded = Bounded(factor);
            (low, high) = bounded.Sum() < left ? (factor, high) : (low, factor);
        }

        int[] result = [.. bounded.Select(b => (int)Math.Floor(b + 1e-6))];
        foreach (int i in Enumerable.Range(0, result.Length).Where(i => result[i] < populations[i]).OrderByDescending(i => bounded[i] - result[i]).ThenBy(i => i).Take(Math.Max(0, left - result.Sum())))
        {
            result[i]++;
        }

        return result;

        double[] Bounded(double factor) => [.. parts.Select((p, i) => Math.Clamp(factor * Math.Max(p, LeastPart), floors[i], Math.Max(floors[i], populations[i])))];
    }

    /// <summary>
    /// The standard error of the target's share that an estimate will print when the counts come out as expected:
    /// √Σ W²(1 − n/N)p(1 − p)/(n − 1). NaN when a stratum that varies has fewer than 2 units.
    /// </summary>
    public static double ExpectedStandardError(IReadOnlyList<SampleStratum> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        double variance = 0;
        foreach (SampleStratum s in strata.Where(s => s.Deviation > 0))
        {
            variance += s.Drawn == s.Units ? 0 : s.Drawn < 2 ? double.NaN
                : s.Share * s.Share * (1 - s.InclusionProbability) * s.Deviation * s.Deviation / (s.Drawn - 1);
        }

        return Math.Sqrt(variance);
    }
}
