using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>
/// <see cref="SeasonPixel{T}"/> on lanes: a pixel a lane, a few dozen pixels through all dates before the next, so that everything between the stored
/// numbers and the answer stays in the nearest caches. Steps are those of the formula in its order, branches become masks.
/// </summary>
/// <remarks>Several methods, each of few enough locals that the compiler inlines the lanes into it: observe (<see cref="SeasonBlocks{T}"/>), order, start and end. Rises and falls are bits of 64 pixels at once (<see cref="SeasonCourse"/>).</remarks>
internal sealed class SeasonLanes<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    // More than the widest vector has.
    private const int MostLanes = 8;

    private readonly SeasonForm form;
    private readonly SeasonDate[] dates;
    private readonly SeasonPixel<T> pixel;
    private readonly SeasonBlocks<T> blocks;
    private readonly SeasonCourse course;

    // What the steps hand on, a number a lane.
    private readonly double[] clearCounts = new double[MostLanes], largests = new double[MostLanes], largestAts = new double[MostLanes], seconds = new double[MostLanes], smallests = new double[MostLanes];
    private readonly double[] starts = new double[MostLanes], ends = new double[MostLanes];

    public SeasonLanes(SeasonForm form)
    {
        this.form = form;
        dates = SeasonDate.All<T>(form);
        pixel = new SeasonPixel<T>(form);
        blocks = new SeasonBlocks<T>(dates);
        course = new SeasonCourse(form);
    }

    /// <summary>Answers the pixels from <paramref name="start"/> on, at least as many as there are lanes; the last vector may repeat some.</summary>
    public void Answer<TLanes>(SeasonPlanes<T> planes, int start, int length, SeasonAnswers answers)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        int end = start + length, run = Math.Min(SeasonBlocks<T>.Chunk, length);
        for (int at = start; at < end; at += run)
        {
            // The last run ends with the last pixel, and may repeat some.
            int first = Math.Min(at, end - run);
            blocks.Observe<TLanes>(planes, first, run, course);
            course.Follow();
            for (int block = 0; block * TLanes.Count < run; block++)
            {
                AnswerBlock<TLanes>(planes, first + Math.Min(block * TLanes.Count, run - TLanes.Count), block, answers);
            }
        }
    }

    private void AnswerBlock<TLanes>(SeasonPlanes<T> planes, int i, int block, SeasonAnswers answers)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        int from = block * dates.Length * TLanes.Count;
        Order<TLanes>(from);
        if (form.Rule.RobustLow)
        {
            Second<TLanes>(from);
        }

        // Crops whose start and end are still to be found.
        uint cropped = 0;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            SeasonFacts facts = Facts(lane, (block * TLanes.Count) + lane);
            if (pixel.Rises(facts) is not { } rises)
            {
                pixel.Answer(planes, i + lane, answers);
            }
            else if (pixel.Conclude(planes, i + lane, facts, rises, answers))
            {
                cropped |= 1u << lane;
            }
        }

        if (cropped == 0)
        {
            return;
        }

        StartAndEnd<TLanes>(from);
        for (; cropped != 0; cropped &= cropped - 1)
        {
            int lane = BitOperations.TrailingZeroCount(cropped);
            answers.Bound(i + lane, (ushort)starts[lane], (ushort)ends[lane]);
        }
    }

    /// <summary>The index of one date from <paramref name="start"/> on, NaN where it was not observed; at least as many pixels as lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in DateLanes
    public void Index<TLanes>(SeasonPlanes<T> planes, int date, int start, Span<double> destination)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref T xs = ref MemoryMarshal.GetReference(planes.X(date)), ys = ref MemoryMarshal.GetReference(planes.Y(date));
        ReadOnlySpan<byte> excluded = planes.Excluded(date);
        int last = destination.Length - TLanes.Count;
        for (int at = 0; at < destination.Length; at += TLanes.Count)
        {
            int i = Math.Min(at, last);
            TLanes n, m, clear = SeasonBlocks<T>.Clear(in dates[date], TLanes.Load(in xs, (nuint)(start + i)), TLanes.Load(in ys, (nuint)(start + i)), out n, out m);
            if (!excluded.IsEmpty)
            {
                clear &= TLanes.Equal(TLanes.Load(in MemoryMarshal.GetReference(excluded), (nuint)(start + i)), TLanes.All(0));
            }

            TLanes.Store(TLanes.Select(clear, n / m, TLanes.All(double.NaN)), ref destination[0], (nuint)i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Order<TLanes>(int from)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double indices = ref blocks.Indices[from];
        TLanes largest = TLanes.All(double.NegativeInfinity), smallest = TLanes.All(double.PositiveInfinity), largestAt = TLanes.All(0), clearCount = largestAt;
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes index = TLanes.Load(in indices, (nuint)(k * TLanes.Count)), isLarger = TLanes.Less(largest, index);
            clearCount += TLanes.Equal(index, index) & TLanes.All(1);
            largest = TLanes.Select(isLarger, index, largest);
            largestAt = TLanes.Select(isLarger, TLanes.All(k), largestAt);
            smallest = TLanes.Select(TLanes.Less(index, smallest), index, smallest);
        }

        TLanes.Store(largest, ref largests[0], 0);
        TLanes.Store(clearCount, ref clearCounts[0], 0);
        TLanes.Store(smallest, ref smallests[0], 0);
        TLanes.Store(largestAt, ref largestAts[0], 0);
    }

    // The second-smallest, asked for by few rules.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Second<TLanes>(int from)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double indices = ref blocks.Indices[from];
        TLanes smallest = TLanes.All(double.PositiveInfinity), second = smallest;
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes index = TLanes.Load(in indices, (nuint)(k * TLanes.Count)), isSmaller = TLanes.Less(index, smallest);
            second = TLanes.Select(isSmaller, smallest, TLanes.Select(TLanes.Less(index, second), index, second));
            smallest = TLanes.Select(isSmaller, index, smallest);
        }

        TLanes.Store(second, ref seconds[0], 0);
    }

    // Dates of the smallest are left at 0: where they are needed the formula answers.
    private SeasonFacts Facts(int lane, int place)
    {
        var facts = new SeasonFacts { Clear = (int)clearCounts[lane], Largest = largests[lane], Smallest = smallests[lane], Second = seconds[lane], LargestAt = (int)largestAts[lane] };
        course.Tell(place, ref facts);
        return facts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StartAndEnd<TLanes>(int from)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double indices = ref blocks.Indices[from];
        TLanes peakAt = TLanes.Load(in largestAts[0], 0), largest = TLanes.Load(in largests[0], 0);
        TLanes before = TLanes.All(double.PositiveInfinity), after = before, zero = TLanes.All(0);
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes index = TLanes.Load(in indices, (nuint)(k * TLanes.Count)), at = TLanes.All(k);
            before = TLanes.Select(TLanes.Less(at, peakAt) & TLanes.Less(index, before), index, before);
            after = TLanes.Select(TLanes.Less(peakAt, at) & TLanes.Less(index, after), index, after);
        }

        TLanes startAt = before + (TLanes.All(SeasonPixel<T>.StartShare) * (largest - before)), endAt = after + (TLanes.All(SeasonPixel<T>.EndShare) * (largest - after));
        TLanes start = zero, end = zero, wasBelow = zero;
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes index = TLanes.Load(in indices, (nuint)(k * TLanes.Count)), day = TLanes.All(dates[k].Day), rising = TLanes.AtLeast(peakAt, TLanes.All(k));
            TLanes isBelow = rising & TLanes.Less(index, startAt);
            wasBelow |= isBelow;
            start = TLanes.Select(isBelow, zero, TLanes.Select(rising & TLanes.Equal(start, zero) & TLanes.AtLeast(index, startAt), day, start));
            end = TLanes.Select(TLanes.Less(peakAt, TLanes.All(k)) & TLanes.Equal(end, zero) & TLanes.Less(index, endAt), day, end);
        }

        TLanes.Store(TLanes.Select(wasBelow, start, zero), ref starts[0], 0);
        TLanes.Store(end, ref ends[0], 0);
    }
}
