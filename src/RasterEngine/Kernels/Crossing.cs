namespace RasterEngine.Kernels;

/// <summary>What a pixel did about the rule's own T, by at least its own D: all that gains and losses come from.</summary>
public static class Crossing
{
    public const byte None = 0;

    /// <summary>From below T to T or above.</summary>
    public const byte Up = 1;

    /// <summary>From T or above to below.</summary>
    public const byte Down = 2;

    /// <summary>The crossing that a cell tells of.</summary>
    public static byte Of(int cell)
    {
        if (!Cell.IsObserved(cell))
        {
            return None;
        }

        bool before = Cell.Before(cell) >= Cell.VegetatedLevel, after = Cell.After(cell) >= Cell.VegetatedLevel;
        return !before && after && Cell.Step(cell) >= Cell.RuleStep ? Up : before && !after && -Cell.Step(cell) >= Cell.RuleStep ? Down : None;
    }
}
