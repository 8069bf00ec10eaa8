namespace RasterEngine.Kernels;

/// <summary>
/// The three change thresholds in units of <see cref="WordIndex"/>: a difference above <c>Sure</c> reaches its threshold, one not above <c>Maybe</c> does
/// not, and the exact formula decides between.
/// </summary>
internal readonly struct ChangeLimits
{
    public readonly short Sure0, Sure1, Sure2, Maybe0, Maybe1, Maybe2;

    public ChangeLimits(PairForm form, WordIndex index)
    {
        (Sure0, Maybe0) = Limits(form.Changes[0], index);
        (Sure1, Maybe1) = Limits(form.Changes[1], index);
        (Sure2, Maybe2) = Limits(form.Changes[2], index);
    }

    private ChangeLimits(short sure, short maybe)
    {
        Sure0 = Sure1 = Sure2 = sure;
        Maybe0 = Maybe1 = Maybe2 = maybe;
    }

    /// <summary>Leaves every difference to the exact formula.</summary>
    public static ChangeLimits AllInDoubt => new(short.MaxValue, -1);

    private static (short Sure, short Maybe) Limits(decimal change, WordIndex index)
    {
        double units = (double)change * index.Unit;
        return (Word(units + (2 * WordIndex.Error)), Word(units - (2 * WordIndex.Error)));

        static short Word(double atLeast) => (short)Math.Min(short.MaxValue, Math.Ceiling(atLeast) - 1);
    }
}
