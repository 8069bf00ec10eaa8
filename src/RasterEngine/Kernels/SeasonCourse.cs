using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// What became of the canopies of 64 pixels, a bit a pixel: from date to date as <see cref="SeasonPixel{T}"/> goes, with words of bits for its truths, so that
/// a step is some dozen instructions for all of them. Days are written where something happened, which is seldom.
/// </summary>
internal sealed class SeasonCourse
{
    /// <summary>Pixels at once.</summary>
    public const int Pixels = 64;

    private readonly int[] days, firstWithinGap, firstWithinLoss;
    private readonly int ripeFrom;
    private readonly ushort[] bareDays = new ushort[Pixels], lossDays = new ushort[Pixels];

    // Any canopy, any bare, bare twice, a gap that is too long, lost and no canopy after; cycles as a number of three bits that stays at 7.
    private ulong high, low, lowTwice, gap, lost, one, two, four;

    public SeasonCourse(SeasonForm form)
    {
        days = [.. form.Days];
        firstWithinGap = [.. days.Select(day => Array.FindIndex(days, other => day - other <= form.Rule.MaxGapDays))];
        firstWithinLoss = [.. days.Select(day => Array.FindIndex(days, other => day - other <= form.Rule.LossWithinDays))];
        ripeFrom = form.Rule.RipeFromDay ?? int.MaxValue;
        (Clears, Highs, Lows) = (new ulong[days.Length], new ulong[days.Length], new ulong[days.Length]);
    }

    /// <summary>Of each date: pixels that are clear, that are a canopy (index ≥ peak), that are bare (index ≤ bare). To be filled in before <see cref="Follow"/>.</summary>
    public ulong[] Clears { get; }

    /// <inheritdoc cref="Clears"/>
    public ulong[] Highs { get; }

    /// <inheritdoc cref="Clears"/>
    public ulong[] Lows { get; }

    /// <summary>Goes through the season.</summary>
    public void Follow()
    {
        (high, low, lowTwice, gap, lost, one, two, four) = (0, 0, 0, 0, 0, 0, 0, 0);
        Array.Clear(bareDays);
        Array.Clear(lossDays);
        ulong seen = 0, stood = 0, lay = 0, stoodAtFirst = 0, wasHigh = 0;
        for (int k = 0; k < days.Length; k++)
        {
            ulong clear = Clears[k], isHigh = Highs[k], isLow = Lows[k];
            gap |= clear & seen & ~Any(firstWithinGap[k], k);
            Count((isHigh & lay) | (isLow & stoodAtFirst));
            ulong fell = isLow & stood;
            if (fell != 0)
            {
                Write(bareDays, fell, days[k]);
                ulong isLoss = days[k] < ripeFrom ? fell & wasHigh & Any(firstWithinLoss[k], k) : 0;
                Write(lossDays, isLoss, days[k]);
                lost |= isLoss;
            }

            stoodAtFirst = (stoodAtFirst | (isHigh & ~stood & ~lay)) & ~isLow;
            stood = (stood | isHigh) & ~isLow;
            lay = (lay | isLow) & ~isHigh;
            lost &= ~isHigh;
            wasHigh = (wasHigh & ~clear) | isHigh;
            lowTwice |= low & isLow;
            low |= isLow;
            high |= isHigh;
            seen |= clear;
        }
    }

    /// <summary>
    /// Tells what was found of one pixel, but for clear observations and the order of indices. Of canopies it tells whether there is one, of bare dates up to two,
    /// of cycles up to the most that are told apart, and of the longest gap whether it is too long: then it is the longest there is, else 0.
    /// </summary>
    public void Tell(int pixel, ref SeasonFacts facts)
    {
        (facts.High, facts.Low, facts.LongestGap) = (Bit(high, pixel), Bit(low, pixel) + Bit(lowTwice, pixel), Bit(gap, pixel) * int.MaxValue);
        facts.Cycles = Bit(one, pixel) + (2 * Bit(two, pixel)) + (4 * Bit(four, pixel));
        (facts.BareDay, facts.LossDay, facts.IsLostForGood) = (bareDays[pixel], lossDays[pixel], Bit(lost, pixel) != 0);
    }

    private static int Bit(ulong word, int pixel) => (int)(word >> pixel) & 1;

    private ulong Any(int from, int to)
    {
        ulong any = 0;
        for (int k = from; k < to; k++)
        {
            any |= Clears[k];
        }

        return any;
    }

    private void Count(ulong more)
    {
        more &= ~(one & two & four);
        ulong carry = one & more;
        one ^= more;
        four ^= two & carry;
        two ^= carry;
    }

    private static void Write(ushort[] to, ulong pixels, int day)
    {
        for (; pixels != 0; pixels &= pixels - 1)
        {
            to[BitOperations.TrailingZeroCount(pixels)] = (ushort)day;
        }
    }
}
