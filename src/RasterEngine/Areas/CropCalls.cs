namespace RasterEngine.Areas;

/// <summary>
/// Accounting of fields whose crop was named period by period, by survey or by classification (algorithms.md §15, §18): a cycle is a run of one crop's
/// name. Sums are exact whatever the order of fields.
/// </summary>
/// <param name="isCrop">Which names are crops of the target; fallow, pasture and what is not known are none.</param>
public sealed class CropCalls(Func<string, bool> isCrop)
{
    private readonly List<decimal> periods = [];

    /// <summary>Cropped at least once.</summary>
    public decimal GrossHectares { get; private set; }

    /// <summary>Σ cycles × area.</summary>
    public decimal CycleHectares { get; private set; }

    /// <summary>Cropped twice or more, each such field once.</summary>
    public decimal DoubleCroppedHectares { get; private set; }

    /// <summary>Cropped area of each period.</summary>
    public IReadOnlyList<decimal> Periods => periods;

    /// <summary>Adds one field.</summary>
    /// <param name="hectares">Its area.</param>
    /// <param name="calls">The crop of each period in order; null where none is known.</param>
    public void Add(decimal hectares, IReadOnlyList<string?> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        int cycles = 0;
        for (int i = 0; i < calls.Count; i++)
        {
            if (periods.Count <= i)
            {
                periods.Add(0m);
            }

            if (calls[i] is not { } crop || !isCrop(crop))
            {
                continue;
            }

            periods[i] += hectares;
            cycles += i == 0 || calls[i - 1] != crop ? 1 : 0;
        }

        GrossHectares += cycles > 0 ? hectares : 0m;
        CycleHectares += cycles * hectares;
        DoubleCroppedHectares += cycles > 1 ? hectares : 0m;
    }
}
