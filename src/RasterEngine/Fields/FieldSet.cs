using RasterEngine.Masks;

namespace RasterEngine.Fields;

/// <summary>The fields of a mask, in reading order of their first pixels, and what was too small to be one.</summary>
public sealed class FieldSet
{
    internal FieldSet(IReadOnlyList<Field> fields, FieldRun[] runs, int height, int parts, PatchTally tally)
    {
        Fields = fields;
        Runs = runs;
        PartCount = parts;
        Tally = tally;
        FirstRunOfRow = new int[height + 1];
        foreach (FieldRun run in runs)
        {
            FirstRunOfRow[run.Row + 1]++;
        }

        for (int row = 0; row < height; row++)
        {
            FirstRunOfRow[row + 1] += FirstRunOfRow[row];
        }
    }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>What stayed and what was left out, in the same steps; the sum of both is all the mask has of these classes.</summary>
    public PatchTally Tally { get; }

    /// <summary>Runs of all fields, row by row.</summary>
    internal FieldRun[] Runs { get; }

    /// <summary>Parts are numbered 0..PartCount − 1.</summary>
    internal int PartCount { get; }

    internal int[] FirstRunOfRow { get; }

    internal ReadOnlySpan<FieldRun> RunsOfRow(int row) =>
        row < 0 || row >= FirstRunOfRow.Length - 1 ? [] : Runs.AsSpan(FirstRunOfRow[row]..FirstRunOfRow[row + 1]);
}
