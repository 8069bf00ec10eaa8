using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Areas;

/// <summary>What a comparison's cells add up to: every extent that a report prints is one of these sums.</summary>
/// <param name="Cells">Counts and areas per cell.</param>
/// <param name="Areas">What the areas are counted in.</param>
public sealed record PairTally(CellTally Cells, PixelAreas Areas)
{
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

    /// <summary>Extent of one class, under the rule or another reading of the same cells.</summary>
    public Extent Class(ChangeClass value, CellMeaning? meaning = null) => Sum(cell => Cell.IsObserved(cell) && (meaning ?? CellMeaning.OfRule).Class(cell) == value);

    public Extent Transition(Transition value) => Sum(cell => Cell.IsObserved(cell) && CellMeaning.OfRule.Transition(cell) == value);

    private Extent Sum(Func<int, bool> belongs)
    {
        Extent sum = default;
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            if (Cells.Pixels[cell] > 0 && belongs(cell))
            {
                sum += new Extent(Cells.Pixels[cell], Areas.Sum(Cells.Areas[cell]));
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
