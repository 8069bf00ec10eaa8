using RasterEngine.Kernels;

namespace RasterEngine.Areas;

/// <summary>What a season's cells add up to: gross area, cycle-hectares, losses, and what is not known (algorithms.md §15, §18).</summary>
/// <param name="tally">Counts and share-weighted areas per <see cref="SeasonCell"/>.</param>
/// <param name="areas">What the areas are counted in.</param>
public sealed class SeasonTally(ShareTally tally, PixelAreas areas)
{
    private readonly (int Cell, Extent Extent)[] cells = [.. tally.Sums.Select(s => (s.Cell, new Extent(s.Pixels, areas.SumOfShares(s.Parts))))];

    /// <summary>Everything, seen or not.</summary>
    public Extent All => Sum(_ => true);

    /// <summary>With at least one clear observation.</summary>
    public Extent Observed => Sum(c => SeasonCell.Kind(c) != SeasonCell.NotSeen);

    /// <summary>Without one.</summary>
    public Extent NotSeen => Sum(c => SeasonCell.Kind(c) == SeasonCell.NotSeen);

    /// <summary>Not seen because every date that has numbers is masked there.</summary>
    public Extent Masked => Sum(c => SeasonCell.Reason(c) == Cell.Masked);

    /// <summary>Not seen because detectors were saturated.</summary>
    public Extent Saturated => Sum(c => SeasonCell.Reason(c) == Cell.Saturated);

    /// <summary>Not seen because no date has a usable number.</summary>
    public Extent NoData => Sum(c => SeasonCell.Reason(c) is Cell.NoData or Cell.NoIndex);

    /// <summary>Gross: passes the rule, whatever the number of cycles.</summary>
    public Extent Cropped => Sum(c => SeasonCell.Kind(c) == SeasonCell.Cropped);

    /// <summary>Enough clear observations, and not cropped.</summary>
    public Extent Other => Sum(c => SeasonCell.Kind(c) == SeasonCell.Other);

    /// <summary>Too few clear observations to say.</summary>
    public Extent Undetermined => Sum(c => SeasonCell.Kind(c) == SeasonCell.Undetermined);

    /// <summary>Green on some clear day, cropped or not.</summary>
    public Extent Vegetated => Sum(SeasonCell.IsVegetated);

    /// <summary>Cropped, a canopy having been lost within the season.</summary>
    public Extent Lost => Sum(c => SeasonCell.Loss(c) != 0);

    /// <summary>Of these, where another canopy was seen after it.</summary>
    public Extent Regrown => Sum(c => SeasonCell.Loss(c) == SeasonCell.LostAndRegrown);

    /// <summary>Gross less what was lost and not seen to grow again.</summary>
    public Extent Net => Sum(c => SeasonCell.Kind(c) == SeasonCell.Cropped && SeasonCell.Loss(c) != SeasonCell.LostForGood);

    /// <summary>Cropped with just so many cycles; <see cref="SeasonCell.MostCycles"/> means that many or more.</summary>
    public Extent OfCycles(int cycles) => Sum(c => SeasonCell.Kind(c) == SeasonCell.Cropped && SeasonCell.Cycles(c) == cycles);

    /// <summary>Σ cycles × area, hectares: land cropped twice counts twice.</summary>
    public decimal CycleHectares => cells.Sum(c => SeasonCell.Cycles(c.Cell) * c.Extent.Hectares);

    private Extent Sum(Func<int, bool> belongs)
    {
        Extent sum = default;
        foreach ((int cell, Extent extent) in cells)
        {
            sum += belongs(cell) ? extent : default;
        }

        return sum;
    }
}
