using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Crossings with the later date moved by a pixel right, left, down and up, counted four at a time: where a pixel and its four partners lie on the same side
/// of T, as most do, one look at them all says so. The same sums as <see cref="PairKernel{TStored}.Cross"/> and <see cref="CrossingTally"/> give. One a worker.
/// </summary>
/// <param name="moved">Receives them: right, left, down, up.</param>
/// <param name="widest">Pixels of a row at most.</param>
public sealed class MovedCrossings(CrossingTally[] moved, int widest)
{
    // Columns are added in groups, each of them up to eight times to one lane of the narrowest vector, whether a row has all of them or not. So many groups
    // overflow neither counts in 16-bit lanes nor pairs of 15-bit areas in 32-bit lanes.
    private const int GroupColumns = 64, MostGroups = short.MaxValue / 8;

    // Of each move a vector of ups, of downs, and of both's areas.
    private const int Moves = 4, VectorsOfMove = 4, WidestVector = 32;

    private readonly short[] sums = new short[Moves * VectorsOfMove * WidestVector];
    private readonly int[] open = new int[Moves * widest];
    private readonly DateStates nothing = Nothing(widest);
    private long sumsFloor;
    private int sumsGroups;

    /// <summary>The most that an area may lie above its floor.</summary>
    public const int MostAbove = short.MaxValue;

    /// <summary>An array of areas for <see cref="Add"/>.</summary>
    public static ushort[] Areas(int pixels) => new ushort[pixels + DateStates.Padding];

    /// <summary>Adds one row.</summary>
    /// <param name="kernel">What prepared its dates.</param>
    /// <param name="before">The earlier date.</param>
    /// <param name="after">The later date.</param>
    /// <param name="above">The later date's row above, as long; no states when there is none.</param>
    /// <param name="below">The row below likewise.</param>
    /// <param name="floor">What all areas have.</param>
    /// <param name="areas">What each pixel's has more, an array of <see cref="Areas"/>.</param>
    public void Add<TStored>(PairKernel<TStored> kernel, PreparedRow<TStored> before, PreparedRow<TStored> after, PreparedRow<TStored> above, PreparedRow<TStored> below, long floor, ushort[] areas)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(areas);
        int width = before.Pixels.Length;
        if (width > widest || !HasWidth(before) || !HasWidth(after) || !(above.States is null || HasWidth(above)) || !(below.States is null || HasWidth(below)) || areas.Length < width + DateStates.Padding)
        {
            throw new ArgumentException($"rows of {before.Pixels.Length}, {after.Pixels.Length}, {above.Pixels.Length} and {below.Pixels.Length} pixels with {areas.Length} areas; expected equal ones of {widest} at most, and {DateStates.Padding} areas more than pixels");
        }

        if (floor != sumsFloor)
        {
            Flush();
            sumsFloor = floor;
        }

        DateStates up = above.States ?? nothing, down = below.States ?? nothing;
        ChangeLimits limits = up.HasExtremes || down.HasExtremes ? ChangeLimits.AllInDoubt : kernel.Limits(before.States, after.States);
        int left = WordLanes128.IsSupported ? 0 : LeaveAll(width, above.States is not null, below.States is not null);
        for (int start = 0; WordLanes128.IsSupported && start < width;)
        {
            if (sumsGroups == MostGroups)
            {
                Flush();
            }

            int groups = Math.Min((width - start + GroupColumns - 1) / GroupColumns, MostGroups - sumsGroups), end = Math.Min(width, start + (groups * GroupColumns));
            left = WordLanes512.IsSupported ? Lanes<WordLanes512>(before.States, after.States, up, down, limits, areas, start, end, left)
                : WordLanes256.IsSupported ? Lanes<WordLanes256>(before.States, after.States, up, down, limits, areas, start, end, left)
                : Lanes<WordLanes128>(before.States, after.States, up, down, limits, areas, start, end, left);
            sumsGroups += groups;
            start = end;
        }

        foreach (int found in open.AsSpan(0, left))
        {
            (int column, int move) = (found / Moves, found % Moves);
            byte crossing = move switch
            {
                0 => kernel.Crossing(before, ++column, after, column - 1),
                1 => kernel.Crossing(before, column, after, column + 1),
                2 => kernel.Crossing(before, column, above, column),
                _ => kernel.Crossing(before, column, below, column),
            };
            moved[move].Add(crossing, floor + areas[column]);
        }

        bool HasWidth(PreparedRow<TStored> row) => row.Pixels.Length == width && row.States.Capacity >= width;
    }

    /// <summary>Brings all that was added into the tallies.</summary>
    public void Flush()
    {
        if (sumsGroups == 0)
        {
            return;
        }

        for (int move = 0; move < Moves; move++)
        {
            if (WordLanes512.IsSupported)
            {
                Flush<WordLanes512>(move);
            }
            else if (WordLanes256.IsSupported)
            {
                Flush<WordLanes256>(move);
            }
            else if (WordLanes128.IsSupported)
            {
                Flush<WordLanes128>(move);
            }
        }

        Array.Clear(sums);
        sumsGroups = 0;
    }

    private void Flush<TLanes>(int move)
        where TLanes : struct, IWordLanes<TLanes>
    {
        ref short own = ref sums[move * VectorsOfMove * TLanes.Count];
        TLanes one = TLanes.All(1);
        long ups = TLanes.Total(TLanes.Sums(TLanes.Load(in own, 0), one)), downs = TLanes.Total(TLanes.Sums(TLanes.Load(in own, (nuint)TLanes.Count), one));
        moved[move].AddSums(
            (ups, (ups * sumsFloor) + TLanes.Total(TLanes.Load(in own, 2 * (nuint)TLanes.Count))),
            (downs, (downs * sumsFloor) + TLanes.Total(TLanes.Load(in own, 3 * (nuint)TLanes.Count))));
    }

    // How many are left open by then. A column is that of the pixel, but for the date moved right that of its partner, so that nothing before a row is read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Lanes<TLanes>(DateStates before, DateStates after, DateStates above, DateStates below, ChangeLimits limits, ushort[] areas, int start, int end, int left)
        where TLanes : struct, IWordLanes<TLanes>
    {
        nuint count = (nuint)TLanes.Count;
        ref byte states = ref before.States[0], same = ref after.States[0], up = ref above.States[0], down = ref below.States[0];
        ref short indices = ref before.Indices[0], sameIndices = ref after.Indices[0];
        ref ushort area = ref areas[0];
        TLanes vegetated = TLanes.All(Cell.VegetatedLevel * 0x101);
        for (nuint i = (nuint)start; i < (nuint)end; i += 2 * count)
        {
            // Two states in a lane.
            TLanes own = PairLanes.Pair<TLanes>(ref states, i);
            if (!TLanes.Any(
                PairLanes.Differ(PairLanes.Pair<TLanes>(ref states, i + 1), PairLanes.Pair<TLanes>(ref same, i), vegetated)
                | PairLanes.Differ(own, PairLanes.Pair<TLanes>(ref same, i + 1), vegetated)
                | PairLanes.Differ(own, PairLanes.Pair<TLanes>(ref up, i), vegetated)
                | PairLanes.Differ(own, PairLanes.Pair<TLanes>(ref down, i), vegetated)))
            {
                continue;
            }

            for (nuint at = i; at < i + (2 * count); at += count)
            {
                left = Cross<TLanes>(0, ref Unsafe.Add(ref states, 1), ref same, ref Unsafe.Add(ref indices, 1), ref sameIndices, ref Unsafe.Add(ref area, 1), limits, at, left);
                left = Cross<TLanes>(1, ref states, ref Unsafe.Add(ref same, 1), ref indices, ref Unsafe.Add(ref sameIndices, 1), ref area, limits, at, left);
                left = Cross<TLanes>(2, ref states, ref up, ref indices, ref above.Indices[0], ref area, limits, at, left);
                left = Cross<TLanes>(3, ref states, ref down, ref indices, ref below.Indices[0], ref area, limits, at, left);
            }
        }

        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Cross<TLanes>(int move, ref byte states1, ref byte states2, ref short indices1, ref short indices2, ref ushort areas, ChangeLimits limits, nuint at, int left)
        where TLanes : struct, IWordLanes<TLanes>
    {
        TLanes crossing = PairLanes.Cross<TLanes>(ref states1, ref states2, ref indices1, ref indices2, limits, at, out TLanes doubt);
        TLanes area = TLanes.Load(in areas, at), ups = crossing & TLanes.All(1), downs = crossing >>> 1;
        ref short own = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(sums), move * VectorsOfMove * TLanes.Count);
        nuint count = (nuint)TLanes.Count;
        TLanes.Store(TLanes.Load(in own, 0) + ups, ref own, 0);
        TLanes.Store(TLanes.Load(in own, count) + downs, ref own, count);
        TLanes.Store(TLanes.AddSums(TLanes.Load(in own, 2 * count), TLanes.Sums(area, ups)), ref own, 2 * count);
        TLanes.Store(TLanes.AddSums(TLanes.Load(in own, 3 * count), TLanes.Sums(area, downs)), ref own, 3 * count);
        return TLanes.Any(doubt) ? Leave(move, doubt, (int)at, left) : left;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Leave<TLanes>(int move, TLanes doubt, int at, int left)
        where TLanes : struct, IWordLanes<TLanes>
    {
        Span<byte> lanes = stackalloc byte[WidestVector];
        TLanes.StoreBytes(doubt & TLanes.All(1), ref lanes[0], 0);
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            if (lanes[lane] != 0)
            {
                open[left++] = ((at + lane) * Moves) + move;
            }
        }

        return left;
    }

    // Without vectors each pixel is asked alone.
    private int LeaveAll(int width, bool hasAbove, bool hasBelow)
    {
        int left = 0;
        for (int column = 0; column < width; column++)
        {
            for (int move = 0; move < Moves; move++)
            {
                if (move switch { 0 or 1 => column < width - 1, 2 => hasAbove, _ => hasBelow })
                {
                    open[left++] = (column * Moves) + move;
                }
            }
        }

        return left;
    }

    private static DateStates Nothing(int pixels)
    {
        var nothing = new DateStates(pixels);
        nothing.States.AsSpan().Fill(Cell.NoData);
        return nothing;
    }
}
