namespace RasterEngine.Kernels;

/// <summary>
/// One date's pixels prepared for comparing: the state of each, exactly, and its index as a 16-bit number. A row is prepared once and compared
/// with as many rows of the other date as wanted.
/// </summary>
public sealed class DateStates(int capacity)
{
    /// <summary>What may be read behind the last pixel: two states a lane of the widest vector, from a pixel on.</summary>
    internal const int Padding = 64;

    /// <summary>Pixels that fit.</summary>
    public int Capacity => capacity;

    /// <summary>A state of <see cref="Cell"/> a pixel, and behind the prepared ones <see cref="Padding"/> that are not seen. May be changed to a reason: what a scan is not asked about.</summary>
    public byte[] States { get; } = new byte[capacity + Padding];

    /// <summary><see cref="WordIndex"/> of every observed pixel.</summary>
    internal short[] Indices { get; } = new short[capacity + Padding];

    /// <summary>Whether the index of an observed pixel reached <see cref="WordIndex.Extreme"/>: none of the numbers is then trusted.</summary>
    internal bool HasExtremes { get; set; }

    /// <summary>Has nothing follow these pixels.</summary>
    internal void EndAfter(int pixels) => States.AsSpan(pixels, Padding).Fill(Cell.NoData);

    internal void Set(int pixel, int state, short index)
    {
        (States[pixel], Indices[pixel]) = ((byte)state, index);
        HasExtremes |= Math.Abs(index) >= WordIndex.Extreme;
    }
}
