namespace RasterEngine.Kernels;

/// <summary>
/// A cell is one byte that says everything a comparison found out about one pixel of a pair of dates.
/// Classes, transitions, what each date shows alone and the sensitivity table are all sums over cells, so one exact pass answers them all.
/// </summary>
/// <remarks>
/// Each date has a state: 0..3 = observed, the number of the three vegetation thresholds T₀ &lt; T₁ &lt; T₂ that its index reaches
/// (<see cref="VegetatedLevel"/> and above is vegetated, T₁ being the rule's T); 4..7 = why it was not observed.
/// <list type="bullet">
/// <item>0..3: both observed, at the same level; the change threshold cannot matter.</item>
/// <item>16..127: both observed, levels differ: 16 + (before·4 + after)·7 + step; step 3 = |difference| under D₀, 4..6 = rises of at least D₀, D₁, D₂, 2..0 = falls.</item>
/// <item>128..191: at least one date not observed: 128 + before·8 + after.</item>
/// </list>
/// </remarks>
public static class Cell
{
    /// <summary>Length of a table indexed by cell.</summary>
    public const int Count = 192;

    /// <summary>Thresholds on the index, ascending; the middle one is the rule's T.</summary>
    public const int ThresholdCount = 3;

    /// <summary>Change thresholds, ascending; the middle one is the rule's D.</summary>
    public const int ChangeCount = 3;

    /// <summary>The smallest level of an observed date that counts as vegetated under the rule's own T.</summary>
    public const int VegetatedLevel = 2;

    public const int NoData = 4;

    /// <summary>Negative reflectance, or a denominator that is not positive: the index does not exist there.</summary>
    public const int NoIndex = 5;

    public const int Saturated = 6;

    /// <summary>Excluded by a mask (mask band, alpha, quality band).</summary>
    public const int Masked = 7;

    private const int StateCount = 8;
    private const int LevelCount = 4;
    internal const int CrossingBase = 16;
    internal const int StepCount = 2 * ChangeCount + 1;
    internal const int NotSeenBase = 128;

    /// <summary>The cell of two observed dates whose levels are equal, or that lie <paramref name="step"/> change steps apart (−3..3).</summary>
    public static byte Observed(int before, int after, int step)
    {
        return before == after
            ? (byte)before
            : (byte)(CrossingBase + ((before * LevelCount) + after) * StepCount + ChangeCount + step);
    }

    /// <summary>The cell of a pair in which at least one date was not observed.</summary>
    public static byte NotSeen(int before, int after) => (byte)(NotSeenBase + (before * StateCount) + after);

    /// <summary>Both dates observed.</summary>
    public static bool IsObserved(int cell) => cell < NotSeenBase;

    /// <summary>State of the earlier date: a level 0..3 or a reason 4..7.</summary>
    public static int Before(int cell) => Parts(cell).Before;

    /// <summary>State of the later date: a level 0..3 or a reason 4..7.</summary>
    public static int After(int cell) => Parts(cell).After;

    /// <summary>Change steps between the dates, −3..3; 0 when the levels are equal.</summary>
    public static int Step(int cell) => Parts(cell).Step;

    /// <summary>False for the byte values that no pixel can have.</summary>
    public static bool IsPossible(int cell)
    {
        return cell switch
        {
            < LevelCount => true,
            < CrossingBase => false,
            < NotSeenBase => Before(cell) != After(cell),
            < Count => Before(cell) >= LevelCount || After(cell) >= LevelCount,
            _ => false,
        };
    }

    private static (int Before, int After, int Step) Parts(int cell)
    {
        if (cell >= NotSeenBase)
        {
            return ((cell - NotSeenBase) / StateCount, (cell - NotSeenBase) % StateCount, 0);
        }

        if (cell < CrossingBase)
        {
            return (cell, cell, 0);
        }

        int pair = (cell - CrossingBase) / StepCount;
        return (pair / LevelCount, pair % LevelCount, ((cell - CrossingBase) % StepCount) - ChangeCount);
    }
}
