using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Areas;

/// <summary>What a comparison's cells add up to: every extent that a report prints is one of these sums.</summary>
public sealed class PairTally
{
    private readonly Extent[] cells = new Extent[Cell.Count];

    /// <summary>Of whole pixels.</summary>
    /// <param name="tally">Counts and areas per cell.</param>
    /// <param name="areas">What the areas are counted in.</param>
    public PairTally(CellTally tally, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(areas);
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            cells[cell] = new Extent(tally.Pixels[cell], areas.Sum(tally.Areas[cell]));
        }
    }

    /// <summary>Of pixels covered in part.</summary>
    public PairTally(ShareTally tally, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(areas);
        foreach ((int cell, long pixels, Int128 parts) in tally.Sums)
        {
            cells[cell] = new Extent(pixels, areas.SumOfShares(parts));
        }
    }

    private PairTally(PairTally other, Extent smallGains, Extent smallLosses)
    {
        cells = other.cells;
        (SmallGains, SmallLosses) = (smallGains, smallLosses);
    }

    /// <summary>Gains in patches smaller than the minimum mapping unit: they count as other.</summary>
    public Extent SmallGains { get; }

    /// <summary>Losses in such patches: they count as kept.</summary>
    public Extent SmallLosses { get; }

    /// <summary>The same with small patches counted as unchanged.</summary>
    public PairTally Without(Extent smallGains, Extent smallLosses) => new(this, smallGains, smallLosses);

    /// <summary>Everything, seen or not.</summary>
    public Extent All => Sum(_ => true);

    /// <summary>Observed on both dates.</summary>
    public Extent Observed => Sum(Cell.IsObserved);

    /// <summary>Not observed on at least one date.</summary>
    public Extent NotSeen => Sum(cell => !Cell.IsObserved(cell));

    /// <summary>Not seen because a date has no usable number there (nodata, not finite, negative or zero reflectance).</summary>
    public Extent NoData => Sum(cell => Reason(cell) == Cell.NoData);

    /// <summary>Not seen because of a mask, both dates having numbers.</summary>
    public Extent Masked => Sum(cell => Reason(cell) == Cell.Masked);

    /// <summary>Not seen because a detector was saturated, and for no other reason.</summary>
    public Extent Saturated => Sum(cell => Reason(cell) == Cell.Saturated);

    /// <summary>Vegetated before, of what was observed on both dates.</summary>
    public Extent VegetatedBefore => Sum(cell => Cell.IsObserved(cell) && CellMeaning.OfRule.IsVegetated(Cell.Before(cell)));

    /// <summary>Vegetated after, of what was observed on both dates.</summary>
    public Extent VegetatedAfter => Sum(cell => Cell.IsObserved(cell) && CellMeaning.OfRule.IsVegetated(Cell.After(cell)));

    /// <summary>The earlier date by itself: observed there, whatever the other date saw.</summary>
    public Extent ObservedBeforeAlone => Sum(cell => Cell.Before(cell) < Cell.NoData);

    /// <summary>The earlier date by itself: vegetated.</summary>
    public Extent VegetatedBeforeAlone => Sum(cell => CellMeaning.OfRule.IsVegetated(Cell.Before(cell)));

    /// <summary>The later date by itself: observed there.</summary>
    public Extent ObservedAfterAlone => Sum(cell => Cell.After(cell) < Cell.NoData);

    /// <summary>The later date by itself: vegetated.</summary>
    public Extent VegetatedAfterAlone => Sum(cell => CellMeaning.OfRule.IsVegetated(Cell.After(cell)));

    /// <summary>Extent of one class under the rule, small patches counted as unchanged.</summary>
    public Extent Class(ChangeClass value) => Class(value, CellMeaning.OfRule) + value switch
    {
        ChangeClass.Gained => default(Extent) - SmallGains,
        ChangeClass.Other => SmallGains,
        ChangeClass.Lost => default(Extent) - SmallLosses,
        ChangeClass.Kept => SmallLosses,
        _ => default,
    };

    /// <summary>Extent of one class under another reading of the same cells, whatever the size of patches.</summary>
    public Extent Class(ChangeClass value, CellMeaning meaning) => Sum(cell => Cell.IsObserved(cell) && meaning.Class(cell) == value);

    /// <summary>Extent of one transition; a crossing in a patch below the minimum mapping unit is a small one.</summary>
    public Extent Transition(Transition value) => Sum(cell => Cell.IsObserved(cell) && CellMeaning.OfRule.Transition(cell) == value) + value switch
    {
        Masks.Transition.Up => default(Extent) - SmallGains,
        Masks.Transition.UpSmall => SmallGains,
        Masks.Transition.Down => default(Extent) - SmallLosses,
        Masks.Transition.DownSmall => SmallLosses,
        _ => default,
    };

    /// <summary>The earlier date in one state of <see cref="Cell"/>, whatever the other date saw.</summary>
    public Extent Before(int state) => Sum(cell => Cell.Before(cell) == state);

    /// <summary>The same of the later date.</summary>
    public Extent After(int state) => Sum(cell => Cell.After(cell) == state);

    private Extent Sum(Func<int, bool> belongs)
    {
        Extent sum = default;
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            if (cells[cell].Pixels > 0 && belongs(cell))
            {
                sum += cells[cell];
            }
        }

        return sum;
    }

    // One reason a pixel: what no mask could have helped first, then masks, then saturation. 0 where it was seen.
    private static int Reason(int cell)
    {
        if (Cell.IsObserved(cell))
        {
            return 0;
        }

        int before = Cell.Before(cell), after = Cell.After(cell);
        return before is Cell.NoData or Cell.NoIndex || after is Cell.NoData or Cell.NoIndex ? Cell.NoData
            : before == Cell.Masked || after == Cell.Masked ? Cell.Masked
            : Cell.Saturated;
    }
}
