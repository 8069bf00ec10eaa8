using System.Buffers;

namespace RasterEngine.Masks;

/// <summary>The runs of some classes in a row, from the left: as many pixels as follow each other with one class.</summary>
internal ref struct ClassRuns(ReadOnlySpan<byte> row, SearchValues<byte> classes)
{
    private readonly ReadOnlySpan<byte> row = row;

    /// <summary>First column of the run.</summary>
    public int Start { get; private set; }

    /// <summary>The column after its last.</summary>
    public int End { get; private set; }

    /// <summary>What it is a run of.</summary>
    public readonly byte Class => row[Start];

    /// <summary>Moves on to the next run; false when there is none.</summary>
    public bool Next()
    {
        int gap = row[End..].IndexOfAny(classes);
        if (gap < 0)
        {
            return false;
        }

        Start = End + gap;
        int length = row[Start..].IndexOfAnyExcept(row[Start]);
        End = length < 0 ? row.Length : Start + length;
        return true;
    }
}
