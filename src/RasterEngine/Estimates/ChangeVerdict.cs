namespace RasterEngine.Estimates;

/// <summary>What may be said about a change.</summary>
public enum ChangeVerdict
{
    /// <summary>The interval of the difference holds 0, or is not known.</summary>
    NotDistinguishable,

    /// <summary>The interval lies above 0.</summary>
    Increase,

    /// <summary>The interval lies below 0.</summary>
    Decrease,
}
