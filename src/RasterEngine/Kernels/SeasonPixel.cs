using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// The season rule of one pixel (algorithms.md §18): the formula that the vectors of <see cref="SeasonLanes{T}"/> must equal bit for bit.
/// Start and end follow FAO's ASIS: searched from the peak leftwards for a quarter of the rise, rightwards for three quarters of the fall.
/// </summary>
internal sealed class SeasonPixel<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public const double StartShare = 0.25, EndShare = 0.75;

    private static bool IsReal => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private readonly SeasonForm form;
    private readonly SeasonDate[] dates;
    private readonly double amplitude, vegetatedAt, ripeFrom;
    private readonly Int128 exactAmplitude, q;

    public SeasonPixel(SeasonForm form)
    {
        this.form = form;
        dates = SeasonDate.All<T>(form);
        amplitude = (double)form.Rule.Amplitude;
        (exactAmplitude, q) = ((Int128)form.Amplitude, (Int128)form.Q);
        vegetatedAt = (double)(form.Rule.VegetatedAt ?? 0m);
        ripeFrom = form.Rule.RipeFromDay ?? double.PositiveInfinity;
    }

    /// <summary>The index of one observation; NaN when it is none.</summary>
    public double Index(SeasonPlanes<T> planes, int date, int pixel) => State(planes, date, pixel, out double n, out double m) == 0 ? n / m : double.NaN;

    /// <summary>Answers one pixel.</summary>
    public void Answer(SeasonPlanes<T> planes, int pixel, SeasonAnswers answers)
    {
        SeasonFacts facts = Follow(planes, pixel);
        if (Conclude(planes, pixel, facts, IsCropped(planes, pixel, facts), answers))
        {
            (ushort start, ushort end) = StartAndEnd(planes, pixel, facts);
            answers.Bound(pixel, start, end);
        }
    }

    /// <summary>Applies the rule to what was gathered; start and end are left at 0. True for a crop.</summary>
    public bool Conclude(SeasonPlanes<T> planes, int pixel, in SeasonFacts facts, bool rises, SeasonAnswers answers)
    {
        int kind = facts.Clear == 0 ? SeasonCell.NotSeen
            : facts.Clear < form.Rule.MinClear || facts.LongestGap > form.Rule.MaxGapDays ? SeasonCell.Undetermined
            : rises ? SeasonCell.Cropped
            : SeasonCell.Other;
        bool isCropped = kind == SeasonCell.Cropped;
        int loss = !isCropped || facts.LossDay == 0 ? 0 : facts.IsLostForGood ? SeasonCell.LostForGood : SeasonCell.LostAndRegrown;
        byte cell = kind == SeasonCell.NotSeen ? SeasonCell.Unseen(Reason(planes, pixel))
            : SeasonCell.Observed(kind, isCropped ? facts.Cycles : 0, loss, IsVegetated(planes, pixel, facts));
        answers.Write(pixel, cell, facts.Clear, kind == SeasonCell.NotSeen ? 0 : form.Days[facts.LargestAt], isCropped ? facts.BareDay : 0, loss == 0 ? 0 : facts.LossDay);
        return isCropped;
    }

    private SeasonFacts Follow(SeasonPlanes<T> planes, int pixel)
    {
        var facts = new SeasonFacts { Largest = double.NegativeInfinity, Smallest = double.PositiveInfinity, Second = double.PositiveInfinity };
        int lastDay = 0, stood = 0;
        bool wasHigh = false, stoodAtFirst = false;
        for (int k = 0; k < dates.Length; k++)
        {
            int state = State(planes, k, pixel, out double n, out double m);
            if (state != 0)
            {
                continue;
            }

            int day = form.Days[k];
            double index = n / m, nq = n * dates[k].Q;
            bool isHigh = nq >= dates[k].Peak * m, isLow = dates[k].Bare * m >= nq;
            facts.High += isHigh ? 1 : 0;
            facts.Low += isLow ? 1 : 0;
            if (index > facts.Largest)
            {
                (facts.Largest, facts.LargestAt) = (index, k);
            }

            if (index < facts.Smallest)
            {
                (facts.Second, facts.SecondAt) = (facts.Smallest, facts.SmallestAt);
                (facts.Smallest, facts.SmallestAt) = (index, k);
            }
            else if (index < facts.Second)
            {
                (facts.Second, facts.SecondAt) = (index, k);
            }

            // stood: 0 nothing decided yet, 1 bare, 2 a canopy.
            facts.Cycles += (isHigh && stood == 1) || (isLow && stoodAtFirst) ? 1 : 0;
            facts.BareDay = isLow && stood == 2 ? day : facts.BareDay;
            stoodAtFirst = (stoodAtFirst || (isHigh && stood == 0)) && !isLow;
            stood = isHigh ? 2 : isLow ? 1 : stood;
            if (isLow && wasHigh && day - lastDay <= form.Rule.LossWithinDays && day < ripeFrom)
            {
                (facts.LossDay, facts.IsLostForGood) = (day, true);
            }

            facts.IsLostForGood &= !isHigh;
            wasHigh = isHigh;
            facts.LongestGap = facts.Clear > 0 ? Math.Max(facts.LongestGap, day - lastDay) : 0;
            lastDay = day;
            facts.Clear++;
        }

        return facts;
    }

    // Green at all: the largest index reaches T, on the products where the quotient leaves doubt.
    private bool IsVegetated(SeasonPlanes<T> planes, int pixel, in SeasonFacts facts)
    {
        if (form.Rule.VegetatedAt is null)
        {
            return false;
        }

        double beyond = facts.Largest - vegetatedAt;
        if (Math.Abs(beyond) > 1e-12 * (Math.Abs(facts.Largest) + Math.Abs(vegetatedAt)))
        {
            return beyond > 0;
        }

        SeasonDate date = dates[facts.LargestAt];
        _ = State(planes, facts.LargestAt, pixel, out double n, out double m);
        return n * date.Q >= date.Vegetated * m;
    }

    // Any canopy means that the largest index reaches the peak; two bare observations that the second-lowest is bare.
    private bool IsCropped(SeasonPlanes<T> planes, int pixel, in SeasonFacts facts)
    {
        if (Rises(facts) is { } rises)
        {
            return rises;
        }

        // index₂ − index₁ ≥ R/Q  ⇔  (n₂m₁ − n₁m₂)·Q ≥ R·m₁m₂.
        _ = State(planes, facts.LargestAt, pixel, out double n2, out double m2);
        _ = State(planes, IsRobust(facts) ? facts.SecondAt : facts.SmallestAt, pixel, out double n1, out double m1);
        return IsReal
            ? (n2 * m1) - (n1 * m2) >= amplitude * (m1 * m2)
            : (((Int128)n2 * (Int128)m1) - ((Int128)n1 * (Int128)m2)) * q >= exactAmplitude * ((Int128)m1 * (Int128)m2);
    }

    /// <summary>
    /// A canopy, bare ground and the amplitude between them; null where the difference of largest and lowest index, quotients that are off by an ulp or two, is so near
    /// the amplitude that only exact products can tell.
    /// </summary>
    public bool? Rises(in SeasonFacts facts)
    {
        if (!CanBeCropped(facts))
        {
            return false;
        }

        double lowest = Lowest(facts), beyond = facts.Largest - lowest - amplitude;
        return Math.Abs(beyond) > 1e-12 * (Math.Abs(facts.Largest) + Math.Abs(lowest) + amplitude) ? beyond > 0 : null;
    }

    private bool CanBeCropped(in SeasonFacts facts) => facts.High > 0 && facts.Low >= (IsRobust(facts) ? 2 : 1);

    private bool IsRobust(in SeasonFacts facts) => form.Rule.RobustLow && facts.Clear >= SeasonRule.RobustFrom;

    private double Lowest(in SeasonFacts facts) => IsRobust(facts) ? facts.Second : facts.Smallest;

    // The weightiest state that excluded an observation: masked over saturated over no index over no data.
    private int Reason(SeasonPlanes<T> planes, int pixel)
    {
        int reason = 0;
        for (int k = 0; k < dates.Length; k++)
        {
            reason = Math.Max(reason, State(planes, k, pixel, out _, out _));
        }

        return reason;
    }

    private (ushort Start, ushort End) StartAndEnd(SeasonPlanes<T> planes, int pixel, in SeasonFacts facts)
    {
        double before = double.PositiveInfinity, after = double.PositiveInfinity;
        for (int k = 0; k < dates.Length; k++)
        {
            double index = Index(planes, k, pixel);
            before = k < facts.LargestAt && index < before ? index : before;
            after = k > facts.LargestAt && index < after ? index : after;
        }

        double startAt = before + (StartShare * (facts.Largest - before)), endAt = after + (EndShare * (facts.Largest - after));
        int start = 0, end = 0;
        bool wasBelow = false;
        for (int k = 0; k < dates.Length; k++)
        {
            double index = Index(planes, k, pixel);
            if (k <= facts.LargestAt)
            {
                wasBelow |= index < startAt;
                start = index < startAt ? 0 : start == 0 && index >= startAt ? form.Days[k] : start;
            }
            else if (end == 0 && index < endAt)
            {
                end = form.Days[k];
            }
        }

        return (wasBelow ? (ushort)start : (ushort)0, (ushort)end);
    }

    private int State(SeasonPlanes<T> planes, int date, int pixel, out double n, out double m)
    {
        ReadOnlySpan<byte> excluded = planes.Excluded(date);
        return dates[date].State(double.CreateChecked(planes.X(date)[pixel]), double.CreateChecked(planes.Y(date)[pixel]), excluded.IsEmpty ? 0 : excluded[pixel], out n, out m);
    }
}
