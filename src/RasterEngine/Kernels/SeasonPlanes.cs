using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Stored numbers of every date of one window: a plane a date and band, a pixel at the same place in all of them. Owned by one worker; planes grow to
/// the largest window they meet.
/// </summary>
/// <param name="dates">How many dates.</param>
public sealed class SeasonPlanes<T>(int dates)
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly T[][] xs = [.. Enumerable.Repeat(Array.Empty<T>(), dates)];
    private readonly T[][] ys = [.. Enumerable.Repeat(Array.Empty<T>(), dates)];
    private readonly byte[][] excluded = [.. Enumerable.Repeat(Array.Empty<byte>(), dates)];
    private readonly bool[] hasSecond = [.. Enumerable.Repeat(true, dates)];
    private readonly bool[] hasExclusions = new bool[dates];

    public int DateCount => xs.Length;

    /// <summary>Pixels of the window.</summary>
    public int Length { get; private set; }

    /// <summary>First band of the index of one date.</summary>
    public Span<T> X(int date) => xs[date].AsSpan(0, Length);

    /// <summary>Second band; the first once more for a date that holds the index.</summary>
    public Span<T> Y(int date) => (hasSecond[date] ? ys : xs)[date].AsSpan(0, Length);

    /// <summary>Per pixel 0 or the state of <see cref="Cell"/> that excludes it; empty when nothing but the numbers themselves can.</summary>
    public Span<byte> Excluded(int date) => hasExclusions[date] ? excluded[date].AsSpan(0, Length) : [];

    /// <summary>Makes room for a window.</summary>
    public void Resize(int length) => Length = length;

    /// <summary>Makes room for one date of it.</summary>
    /// <param name="date">Which.</param>
    /// <param name="hasSecondBand">False for a date that holds the index.</param>
    /// <param name="canExclude">Something besides the stored numbers can exclude pixels.</param>
    public void Resize(int date, bool hasSecondBand, bool canExclude)
    {
        Fit(ref xs[date], Length);
        (hasSecond[date], hasExclusions[date]) = (hasSecondBand, canExclude);
        if (hasSecondBand)
        {
            Fit(ref ys[date], Length);
        }

        if (canExclude)
        {
            Fit(ref excluded[date], Length);
        }
    }

    private static void Fit<TItem>(ref TItem[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new TItem[length];
        }
    }
}
