using System.Buffers;

namespace RasterEngine.Masks;

/// <summary>
/// Takes change smaller than a minimum mapping unit out of a mask, in two passes over its rows: the first (<see cref="AddRow"/>) finds the
/// patches of the classes gained and lost, the second (<see cref="SieveRow"/>) rewrites those that are too small. The whole mask is one
/// raster here, so no tiling shows, and none of it is held: 4 bytes a run of change and 21 a patch that is found from above.
/// </summary>
/// <remarks>Gained and lost never belong to one patch. The first pass is for one thread; the second may have many, as each row stands alone.</remarks>
public sealed class PatchFinder
{
    private static readonly SearchValues<byte> Changes = SearchValues.Create((byte)ChangeClass.Gained, (byte)ChangeClass.Lost);

    private readonly int width, reach;
    private readonly PatchParts parts = new();
    private int[] partOfRun = new int[1024];
    private int[] runsBeforeRow = new int[257];
    private int runs, rows;
    private PatchTally gained, lost;
    private bool isComplete;

    // The row above: its runs' columns, and in partOfRun from aboveFrom on their parts.
    private RunColumns above, current;
    private int aboveFrom;

    /// <param name="width">Pixels a row.</param>
    /// <param name="connectivity">What a patch is.</param>
    public PatchFinder(int width, Connectivity connectivity = Connectivity.Eight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (connectivity is not (Connectivity.Four or Connectivity.Eight))
        {
            throw new ArgumentOutOfRangeException(nameof(connectivity), connectivity, "expected four or eight");
        }

        this.width = width;
        reach = connectivity == Connectivity.Eight ? 1 : 0;
        above = new(width);
        current = new(width);
    }

    /// <summary>Rows added.</summary>
    public int Rows => rows;

    /// <summary>First pass: the next row from the top.</summary>
    /// <param name="classes">A class byte a pixel.</param>
    /// <param name="areas">Area of each pixel, whole steps, 0 or more.</param>
    /// <exception cref="ArgumentException">A length is not the width.</exception>
    /// <exception cref="InvalidOperationException">The first pass is over.</exception>
    public void AddRow(ReadOnlySpan<byte> classes, ReadOnlySpan<long> areas)
    {
        if (classes.Length != width || areas.Length != width)
        {
            throw new ArgumentException($"a row of {classes.Length} classes with {areas.Length} areas; expected {width}");
        }

        Expect(complete: false);
        int from = runs, first = 0;
        current.Clear();
        var row = new ClassRuns(classes, Changes);
        while (row.Next())
        {
            long area = 0;
            foreach (long pixel in areas[row.Start..row.End])
            {
                area += pixel;
            }

            int root = Part(row, ref first);
            parts.AddPixels(root, row.End - row.Start, area);
            current.Add(row.Start, row.End, row.Class);
            Append(root);
        }

        (above, current, aboveFrom) = (current, above, from);
        EndRow();
    }

    /// <summary>Ends the first pass: patches whose area is smaller than a unit are to be removed.</summary>
    /// <param name="smallestArea">Area of the smallest patch that stays, in the same steps; see <see cref="MinimumMappingUnit.SmallestArea"/>.</param>
    /// <exception cref="InvalidOperationException">It is over already.</exception>
    public void Complete(long smallestArea)
    {
        Expect(complete: false);
        parts.Sieve(smallestArea, out gained, out lost);
        isComplete = true;
    }

    /// <summary>What stays and what goes of gained or lost; the sum of both is all there was.</summary>
    /// <exception cref="InvalidOperationException">The first pass is not over.</exception>
    public PatchTally Tally(ChangeClass change)
    {
        Expect(complete: true);
        return change switch
        {
            ChangeClass.Gained => gained,
            ChangeClass.Lost => lost,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "expected a change: gained or lost"),
        };
    }

    /// <summary>Second pass: rewrites one row in place. Rows may come in any order, and from many threads.</summary>
    /// <param name="row">Which row it is, from the top.</param>
    /// <param name="classes">The same classes as in the first pass; pixels of patches too small become what they would be without the change.</param>
    /// <returns>Pixels rewritten.</returns>
    /// <exception cref="ArgumentException">The row is not the one of the first pass.</exception>
    /// <exception cref="InvalidOperationException">The first pass is not over.</exception>
    public int SieveRow(int row, Span<byte> classes)
    {
        Expect(complete: true);
        if (row < 0 || row >= rows || classes.Length != width)
        {
            throw new ArgumentException($"row {row} of {classes.Length} pixels; expected a row 0..{rows - 1} of {width}");
        }

        int rewritten = 0;
        int run = runsBeforeRow[row], end = runsBeforeRow[row + 1];
        var found = new ClassRuns(classes, Changes);
        for (; found.Next(); run++)
        {
            if (run < end && parts.IsRemoved(partOfRun[run]))
            {
                byte unchanged = (byte)MinimumMappingUnit.Unchanged((ChangeClass)found.Class);
                classes[found.Start..found.End].Fill(unchanged);
                rewritten += found.End - found.Start;
            }
        }

        return run == end ? rewritten : throw new ArgumentException($"row {row} has {run - runsBeforeRow[row]} runs of change; the first pass found {end - runsBeforeRow[row]}");
    }

    // The patch that a run belongs to: joined from all it touches in the row above, or a new one. Runs above that end before this one are done with.
    private int Part(in ClassRuns run, ref int first)
    {
        while (first < above.Count && above.Ends[first] + reach <= run.Start)
        {
            first++;
        }

        int part = -1;
        for (int i = first; i < above.Count && above.Starts[i] < run.End + reach; i++)
        {
            if (above.Classes[i] == run.Class)
            {
                int touched = partOfRun[aboveFrom + i];
                part = part < 0 ? parts.Root(touched) : parts.Join(part, touched);
            }
        }

        return part < 0 ? parts.Add(run.Class) : part;
    }

    private void Append(int part)
    {
        if (runs == partOfRun.Length)
        {
            Array.Resize(ref partOfRun, (int)Math.Min(Array.MaxLength, 2L * runs));
        }

        partOfRun[runs++] = part;
    }

    private void EndRow()
    {
        rows++;
        if (rows == runsBeforeRow.Length)
        {
            Array.Resize(ref runsBeforeRow, 2 * rows);
        }

        runsBeforeRow[rows] = runs;
    }

    private void Expect(bool complete)
    {
        if (isComplete != complete)
        {
            throw new InvalidOperationException(complete ? "the first pass is not over: call Complete after the last row" : "the first pass is over");
        }
    }
}
