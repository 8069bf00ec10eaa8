using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>The state and the index of one date on 16-bit lanes: what <see cref="DatePixel{TStored,TWide}"/> does for one pixel.</summary>
internal sealed class WordDate<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>Marks a pixel that the lanes leave to the exact formula; no state has this value.</summary>
    public const byte Open = 255;

    // Constants over lanes of every width: short rows take narrower vectors than the widest there are.
    private readonly short[] over512, over256, over128;
    private readonly float unit;
    private readonly bool isBounded;
    private readonly StoredWord x, y;

    // Turns the order of stored numbers into that of signed ones.
    private readonly short flip = T.MinValue < T.Zero ? (short)0 : short.MinValue;

    private WordDate(WordForm form, DateForm date)
    {
        unit = form.Index.Unit;
        isBounded = form.IsBounded;
        (over512, over256, over128) = (form.Spread(WordLanes512.Count), form.Spread(WordLanes256.Count), form.Spread(WordLanes128.Count));
        (x, y) = (new(new(date.X), flip), new(new(date.Y), flip));
    }

    /// <summary>Null when the form does not fit 16-bit lanes.</summary>
    public static WordDate<T>? Of(DateForm date, WordIndex index) => WordForm.Of<T>(date, index) is { } words ? new(words, date) : null;

    /// <summary>
    /// Writes state (a level, a reason or <see cref="Open"/>) and index of every pixel, at least as many as lanes; true when one was left open.
    /// The last vector ends with the last pixel and may repeat some.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // vectors are worth nothing while a lower tier waits for more calls
    public bool Prepare<TLanes>(DatePixels<T> pixels, DateStates states)
        where TLanes : struct, IWordLanes<TLanes>
    {
        nuint last = (nuint)(pixels.Length - TLanes.Count);
        ref T xs = ref MemoryMarshal.GetReference(pixels.X), ys = ref MemoryMarshal.GetReference(pixels.Y);
        ref byte to = ref states.States[0];
        short[] spread = TLanes.Count == WordLanes512.Count ? over512 : TLanes.Count == WordLanes256.Count ? over256 : over128;
        ref short indices = ref states.Indices[0], form = ref spread[0];
        bool open = false;
        for (nuint i = 0; ; i = Math.Min(i + (nuint)TLanes.Count, last))
        {
            // Constants are read where they are used: there are more of them than registers.
            TLanes wordX = TLanes.Load(in xs, i) - Constant<TLanes>(ref form, 0), wordY = TLanes.Load(in ys, i) - Constant<TLanes>(ref form, 0);
            TLanes wider = TLanes.LargerUnsigned(wordX, wordY);
            TLanes outside = wider ^ TLanes.SmallerUnsigned(wider, Constant<TLanes>(ref form, 1));
            TLanes.Interleave(wordX, wordY, out TLanes low, out TLanes high);
            TLanes index = TLanes.Quotient(
                low, high, Constant<TLanes>(ref form, 2), Constant<TLanes>(ref form, 3), Constant<TLanes>(ref form, 4), Constant<TLanes>(ref form, 5), unit);
            TLanes t0 = Constant<TLanes>(ref form, 6), t1 = Constant<TLanes>(ref form, 7), t2 = Constant<TLanes>(ref form, 8);
            TLanes above0 = TLanes.Greater(index, t0), above1 = TLanes.Greater(index, t1);
            TLanes state = TLanes.All(0) - above0 - above1 - TLanes.Greater(index, t2);
            TLanes doubt = TLanes.Equal(index, TLanes.Select(above1, t2, TLanes.Select(above0, t1, t0)));
            TLanes.Store(index, ref indices, i);
            TLanes.StoreBytes(state, ref to, i);
            if (TLanes.Any(outside | doubt))
            {
                TLanes inside = TLanes.Equal(outside, TLanes.All(0));
                TLanes.Store(index & inside, ref indices, i);
                open |= Reasons(ref Unsafe.Add(ref xs, i), ref Unsafe.Add(ref ys, i), inside, doubt, ref Unsafe.Add(ref to, i));
            }

            if (i == last)
            {
                break;
            }
        }

        states.HasExtremes = !isBounded && Bound<TLanes>(states, pixels.Length);
        return open;
    }

    // Holds indices within ± Extreme; true when an observed one reaches it.
    private static bool Bound<TLanes>(DateStates states, int pixels)
        where TLanes : struct, IWordLanes<TLanes>
    {
        nuint last = (nuint)(pixels - TLanes.Count);
        ref short indices = ref states.Indices[0];
        TLanes extremes = TLanes.All(0);
        for (nuint i = 0; ; i = Math.Min(i + (nuint)TLanes.Count, last))
        {
            TLanes index = TLanes.Smaller(TLanes.Larger(TLanes.Load(in indices, i), TLanes.All(-WordIndex.Extreme)), TLanes.All(WordIndex.Extreme));
            TLanes.Store(index, ref indices, i);
            extremes |= TLanes.Without(TLanes.Equal(TLanes.Abs(index), TLanes.All(WordIndex.Extreme)), TLanes.Greater(TLanes.Load(in states.States[0], i), TLanes.All(Cell.NoData - 1)));
            if (i == last)
            {
                return TLanes.Any(extremes);
            }
        }
    }

    // What stored numbers alone decide; true when something is left open. Not inlined: it would take the loop's registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Reasons<TLanes>(ref T xs, ref T ys, TLanes inside, TLanes doubt, ref byte states)
        where TLanes : struct, IWordLanes<TLanes>
    {
        TLanes storedX = TLanes.Load(in xs, 0), storedY = TLanes.Load(in ys, 0), order = TLanes.All(flip);
        TLanes negative = TLanes.Greater(TLanes.All(x.Smallest), storedX ^ order) | TLanes.Greater(TLanes.All(y.Smallest), storedY ^ order);
        TLanes saturated = (TLanes.Equal(storedX, TLanes.All(x.Saturated)) & TLanes.All(x.HasSaturated)) | (TLanes.Equal(storedY, TLanes.All(y.Saturated)) & TLanes.All(y.HasSaturated));
        TLanes noData = (TLanes.Equal(storedX, TLanes.All(x.NoData)) & TLanes.All(x.HasNoData)) | (TLanes.Equal(storedY, TLanes.All(y.NoData)) & TLanes.All(y.HasNoData));
        TLanes reason = TLanes.Select(negative | TLanes.All(x.AllNegative) | TLanes.All(y.AllNegative), TLanes.All(Cell.NoIndex), TLanes.All(Open));
        reason = TLanes.Select(saturated, TLanes.All(Cell.Saturated), reason);
        reason = TLanes.Select(noData, TLanes.All(Cell.NoData), reason);
        TLanes state = TLanes.Select(inside, TLanes.Select(doubt, TLanes.All(Open), TLanes.Load(in states, 0)), reason);
        TLanes.StoreBytes(state, ref states, 0);
        return TLanes.Any(TLanes.Equal(state, TLanes.All(Open)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Constant<TLanes>(ref short form, int number)
        where TLanes : struct, IWordLanes<TLanes> => TLanes.Load(in form, (nuint)(number * TLanes.Count));

    /// <summary>A band's exclusions as 16-bit words; flags are masks of all ones.</summary>
    private readonly struct StoredWord(StoredBand<T> band, short flip)
    {
        public readonly short NoData = short.CreateTruncating(band.NoData), Saturated = short.CreateTruncating(band.Saturated);
        public readonly short HasNoData = (short)(band.IsNoData(band.NoData) ? -1 : 0), HasSaturated = (short)(band.IsSaturated(band.Saturated) ? -1 : 0);
        public readonly short Smallest = (short)(short.CreateTruncating(band.Smallest) ^ flip), AllNegative = (short)(band.NothingNonNegative ? -1 : 0);
    }
}
