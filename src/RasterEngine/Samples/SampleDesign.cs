namespace RasterEngine.Samples;

/// <summary>How a reference sample is to be drawn (contract.md §5).</summary>
/// <param name="Target">What is to be estimated: gained, lost, vegetated-before, vegetated-after, or a class.</param>
/// <param name="Size">How many units.</param>
/// <param name="Canonical">The document in one spelling.</param>
public sealed record SampleDesign(string Target, SampleSize Size, string Canonical)
{
    /// <summary>Interval that margins and expectations are told at.</summary>
    public const double Level = 0.95;

    /// <summary>Units that no stratum may have fewer of: one alone has no variance.</summary>
    public const int HardFloor = 2;

    /// <summary>What the estimate is called; a series of estimates shares it. Null: the map's name.</summary>
    public string? Name { get; init; }

    /// <summary>What the target means, in a sentence. Null: what the map's report says.</summary>
    public string? Definition { get; init; }

    /// <summary>What date or season the labels are to show. Null: what the map's report says.</summary>
    public string? Date { get; init; }

    /// <summary>Side of a square unit in metres; null for pixels.</summary>
    public double? CellMetres { get; init; }

    public Allocation Allocation { get; init; } = Allocation.Neyman;

    /// <summary>Units of every stratum by its name, chosen by hand; null: <see cref="Allocation"/> shares them out.</summary>
    public IReadOnlyDictionary<string, int>? ByHand { get; init; }

    /// <summary>Null: the map's own classes, or for vegetated-… the two that the name says.</summary>
    public IReadOnlyList<ReferenceClass>? ReferenceClasses { get; init; }

    /// <summary>Units at least in each stratum that may hold the target.</summary>
    public int Floor { get; init; } = 30;

    /// <summary>Width in pixels of the stratum around the mapped target; 0 for none.</summary>
    public int BufferPixels { get; init; }

    /// <summary>Expected share of the target in a stratum, by the stratum's name; those not named are assumed.</summary>
    public IReadOnlyDictionary<string, double> Expected { get; init; } = new Dictionary<string, double>();

    /// <summary>Null: all of the map.</summary>
    public FrameSource? Frame { get; init; }

    public long Seed { get; init; } = 1;
}
