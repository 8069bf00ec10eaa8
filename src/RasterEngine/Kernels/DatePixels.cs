using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>Stored numbers of one date's pixels: both bands of the index, and what excludes each pixel.</summary>
public readonly ref struct DatePixels<TStored>
    where TStored : unmanaged
{
    /// <param name="x">First band of the index.</param>
    /// <param name="y">Second band, as long.</param>
    /// <param name="excluded">Empty, or per pixel 0 or the state (<see cref="Cell.Masked"/> …) that excludes it.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DatePixels(ReadOnlySpan<TStored> x, ReadOnlySpan<TStored> y, ReadOnlySpan<byte> excluded)
    {
        if (y.Length != x.Length || (!excluded.IsEmpty && excluded.Length != x.Length))
        {
            throw new ArgumentException($"bands of {x.Length} and {y.Length} stored numbers with {excluded.Length} exclusions; expected equal lengths");
        }

        X = x;
        Y = y;
        Excluded = excluded;
    }

    public ReadOnlySpan<TStored> X { get; }

    public ReadOnlySpan<TStored> Y { get; }

    public ReadOnlySpan<byte> Excluded { get; }

    public int Length => X.Length;

    public DatePixels<TStored> Slice(int start, int length) =>
        new(X.Slice(start, length), Y.Slice(start, length), Excluded.IsEmpty ? [] : Excluded.Slice(start, length));

    /// <summary>What excludes one pixel; 0 for nothing.</summary>
    internal byte Reason(int index) => Excluded.IsEmpty ? (byte)0 : Excluded[index];

    /// <summary>Puts what excludes pixels in the place of their states.</summary>
    internal void Exclude(Span<byte> states)
    {
        for (int i = 0; i < Excluded.Length; i++)
        {
            states[i] = Excluded[i] != 0 ? Excluded[i] : states[i];
        }
    }
}
