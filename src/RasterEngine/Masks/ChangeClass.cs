namespace RasterEngine.Masks;

/// <summary>The values of a mask. Public: other programs read them.</summary>
public enum ChangeClass : byte
{
    /// <summary>Not observed on both dates, or outside.</summary>
    NotSeen = 0,

    /// <summary>Vegetated before, no sufficient change.</summary>
    Kept = 1,

    /// <summary>Not vegetated before, vegetated after, index up by D or more.</summary>
    Gained = 2,

    /// <summary>Vegetated before, not after, index down by D or more.</summary>
    Lost = 3,

    /// <summary>Not vegetated before, no sufficient change.</summary>
    Other = 4,

    /// <summary>Too few clear dates in a season to say anything.</summary>
    Undetermined = 5,

    /// <summary>Passes the season rule (algorithms.md §18).</summary>
    Cropped = 6,
}
