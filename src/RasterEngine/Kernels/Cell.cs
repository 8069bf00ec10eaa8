namespace RasterEngine.Kernels;

/// <summary>
/// A cell is one byte that says everything a comparison found out about one pixel of a pair of dates.
/// Classes, transitions, what each date shows alone and the sensitivity table are all sums over cells, so one exact pass answers them all.
/// </summary>
/// <remarks>
/// Each date has a state: 0..3 = observed, the number of the three vegetation thresholds T₀ &lt; T₁ &lt; T₂ that its index reaches
/// (<see cref="VegetatedLevel"/> and above is vegetated, T₁ being the rule's T); 4..7 = why it was not observed.
/// <list type="bullet">
/// <item>0..127: both observed: before·32 + after·8 + step; step 3 = |difference| under D₀ or levels equal, 4..6 = rises of at least D₀, D₁, D₂, 2..0 = falls.</item>
/// <item>128..191: at least one date not observed: 128 + before·8 + after.</item>
/// </list>
/// Powers of two, so that lanes put a cell together, and take it apart, by shifts.
/// </remarks>
public static class Cell
{
    /// <summary>Length of a table indexed by cell.</summary>
    public const int Count = 192;

    /// <summary>Thresholds on the index, ascending; the middle one is the rule's T.</summary>
    public const int ThresholdCount = 3;

    /// <summary>Change thresholds, ascending; the middle one is the rule's D.</summary>
    public const int ChangeCount = 3;

    /// <summary>The smallest size of a step that is a change under the rule's own D.</summary>
    public const int RuleStep = 2;

    /// <summary>The smallest level of an observed date that counts as vegetated under the rule's own T.</summary>
    public const int VegetatedLevel = 2;

    public const int NoData = 4;

    /// <summary>Negative reflectance, or a denominator that is not positive: the index does not exist there.</summary>
    public const int NoIndex = 5;

    public const int Saturated = 6;

    /// <summary>Excluded by a mask (mask band, alpha, quality band).</summary>
    public const int Masked = 7;

    /// <summary>States of a date: levels, then reasons.</summary>
    public const int StateCount = 8;

    internal const int BeforeShift = 5;
    internal const int AfterShift = 3;
    internal const int NotSeenBase = 128;
    private const int LevelCount = ThresholdCount + 1;
    private const int StepMask = 7;

    /// <summary>The cell of two observed dates whose levels are equal, or that lie <paramref name="step"/> change steps apart (−3..3).</summary>
    public static byte Observed(int before, int after, int step)
    {
        return (byte)((before << BeforeShift) + (after << AfterShift) + ChangeCount + (before == after ? 0 : step));
    }

    /// <summary>The cell of a pair in which at least one date was not observed.</summary>
    public static byte NotSeen(int before, int after) => (byte)(NotSeenBase + (before << AfterShift) + after);

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
            < 0 or >= Count => false,
            < NotSeenBase => (cell & StepMask) <= 2 * ChangeCount && (Before(cell) != After(cell) || Step(cell) == 0),
            _ => Before(cell) >= LevelCount || After(cell) >= LevelCount,
        };
    }

    private static (int Before, int After, int Step) Parts(int cell)
    {
        return cell >= NotSeenBase
            ? ((cell - NotSeenBase) >> AfterShift, (cell - NotSeenBase) % StateCount, 0)
            : (cell >> BeforeShift, (cell >> AfterShift) & (LevelCount - 1), (cell & StepMask) - ChangeCount);
    }
}
