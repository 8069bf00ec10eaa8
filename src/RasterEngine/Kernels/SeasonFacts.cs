namespace RasterEngine.Kernels;

/// <summary>What following one pixel through its season gathers, before the rule is applied. Dates are numbers of the form's dates, from 0.</summary>
internal struct SeasonFacts
{
    /// <summary>Clear observations.</summary>
    public int Clear;

    /// <summary>Of these, canopies (index ≥ peak) and bare ones (index ≤ bare).</summary>
    public int High, Low;

    /// <summary>Longest time between two of them, days.</summary>
    public int LongestGap;

    /// <summary>Largest, smallest and second-smallest index, and the first date that has each.</summary>
    public double Largest, Smallest, Second;

    public int LargestAt, SmallestAt, SecondAt;

    /// <summary>Canopies that came up from bare, or stood at first and went bare.</summary>
    public int Cycles;

    /// <summary>Day of the last loss, 0 for none, and whether no canopy was seen after it.</summary>
    public int LossDay;

    public bool IsLostForGood;

    /// <summary>Day on which the last canopy was found gone to bare, 0 when none was: harvest, or loss.</summary>
    public int BareDay;
}
