using System.Buffers;
using RasterEngine.Masks;

namespace RasterEngine.Fields;

/// <summary>
/// Finds the connected components of some classes over a whole mask, row by row from the top: the mask is one raster here, so no tiling shows.
/// Components of different classes never join. Of the mask only its runs are held.
/// </summary>
public sealed class FieldFinder
{
    private readonly int width;
    private readonly bool byCorners;
    private readonly SearchValues<byte> classes;

    // Parts hang together by edges; groups of parts also by corners. Numbers are the same in both.
    private readonly PatchParts parts = new(), groups = new();
    private readonly List<FieldRun> runs = [];
    private RunColumns above, current;
    private int aboveFrom, rows;

    /// <param name="width">Pixels a row.</param>
    /// <param name="classes">What is looked for, each class for itself; not 0.</param>
    /// <param name="connectivity">What hangs together.</param>
    public FieldFinder(int width, ReadOnlySpan<byte> classes, Connectivity connectivity = Connectivity.Eight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (classes.IsEmpty || classes.Contains((byte)0))
        {
            throw new ArgumentException("expected at least one class, and none of them 0, which is nothing seen", nameof(classes));
        }

        this.width = width;
        this.classes = SearchValues.Create(classes);
        byCorners = connectivity == Connectivity.Eight;
        above = new(width);
        current = new(width);
    }

    /// <summary>The next row from the top.</summary>
    /// <param name="row">A class byte a pixel.</param>
    /// <param name="areas">Area of each pixel, whole steps.</param>
    /// <exception cref="ArgumentException">A length is not the width.</exception>
    public void AddRow(ReadOnlySpan<byte> row, ReadOnlySpan<long> areas)
    {
        if (row.Length != width || areas.Length != width)
        {
            throw new ArgumentException($"a row of {row.Length} classes with {areas.Length} areas; expected {width}");
        }

        int from = runs.Count, first = 0;
        current.Clear();
        var found = new ClassRuns(row, classes);
        while (found.Next())
        {
            long area = 0;
            foreach (long pixel in areas[found.Start..found.End])
            {
                area += pixel;
            }

            int part = Part(found, ref first);
            groups.AddPixels(groups.Root(part), found.End - found.Start, area);
            current.Add(found.Start, found.End, found.Class);
            runs.Add(new FieldRun(rows, found.Start, found.End, part, 0));
        }

        (above, current, aboveFrom) = (current, above, from);
        rows++;
    }

    /// <summary>Ends the search: what is smaller than a unit is left out. Nothing can be added after it.</summary>
    /// <param name="smallestArea">Area of the smallest field that stays, in the pixels' steps.</param>
    public FieldSet Complete(long smallestArea)
    {
        int[] fieldOfGroup = new int[parts.Count], numberOfPart = new int[parts.Count];
        Array.Fill(fieldOfGroup, -1);
        Array.Fill(numberOfPart, -1);
        var sums = new List<FieldSum>();
        PatchTally tally = default;
        int kept = 0;
        foreach (FieldRun run in runs)
        {
            // Reading order gives fields and parts their numbers, so they do not depend on how parts met.
            int group = groups.Root(run.Part), part = parts.Root(run.Part);
            if (fieldOfGroup[group] < 0)
            {
                bool stays = groups.Area(group) >= smallestArea;
                fieldOfGroup[group] = stays ? sums.Count : int.MaxValue;
                tally = stays ? tally.WithKept(groups.Pixels(group), groups.Area(group)) : tally.WithRemoved(groups.Pixels(group), groups.Area(group));
                if (stays)
                {
                    sums.Add(new FieldSum(groups.Class(group), groups.Pixels(group), groups.Area(group)));
                }
            }

            if (fieldOfGroup[group] != int.MaxValue)
            {
                numberOfPart[part] = numberOfPart[part] < 0 ? kept++ : numberOfPart[part];
                sums[fieldOfGroup[group]].Add(run);
            }
        }

        FieldRun[] own =
        [
            .. runs.Where(run => fieldOfGroup[groups.Root(run.Part)] != int.MaxValue)
                .Select(run => run with { Part = numberOfPart[parts.Root(run.Part)], Field = fieldOfGroup[groups.Root(run.Part)] }),
        ];
        return new FieldSet([.. sums.Select(s => s.Field())], own, rows, kept, tally);
    }

    // The part of a run: joined from all whose edges it touches in the row above; those at its corners join its group.
    private int Part(in ClassRuns run, ref int first)
    {
        while (first < above.Count && above.Ends[first] < run.Start)
        {
            first++;
        }

        int part = -1;
        for (int i = first; i < above.Count && above.Starts[i] < run.End; i++)
        {
            if (above.Classes[i] == run.Class && above.Ends[i] > run.Start)
            {
                part = part < 0 ? parts.Root(runs[aboveFrom + i].Part) : parts.Join(part, runs[aboveFrom + i].Part);
            }
        }

        if (part < 0)
        {
            part = parts.Add(run.Class);
            _ = groups.Add(run.Class);
        }

        for (int i = first; i < above.Count && above.Starts[i] <= run.End; i++)
        {
            bool isByEdge = above.Ends[i] > run.Start && above.Starts[i] < run.End;
            if (above.Classes[i] == run.Class && (isByEdge || byCorners))
            {
                _ = groups.Join(part, runs[aboveFrom + i].Part);
            }
        }

        return part;
    }

    private sealed class FieldSum(byte fieldClass, long pixels, long area)
    {
        private Int128 doubledColumns, doubledRows;

        public void Add(in FieldRun run)
        {
            // Twice the sum of the centres' columns start + ½ … end − ½, and of their rows.
            Int128 length = run.End - run.Start;
            doubledColumns += length * ((Int128)run.Start + run.End);
            doubledRows += length * ((2 * (Int128)run.Row) + 1);
        }

        public Field Field() => new(fieldClass, pixels, area, (double)doubledColumns / (2.0 * pixels), (double)doubledRows / (2.0 * pixels));
    }
}
