namespace RasterEngine.Kernels;

/// <summary>
/// One date's pixels prepared for comparing: state, numerator and denominator of each on lanes. A row is prepared once and compared with
/// as many rows of the other date as wanted.
/// </summary>
public sealed class DateStates(int capacity)
{
    /// <summary>Pixels that fit.</summary>
    public int Capacity => States.Length;

    internal float[] States { get; } = new float[capacity];

    internal float[] Numerators { get; } = new float[capacity];

    internal float[] Denominators { get; } = new float[capacity];
}
