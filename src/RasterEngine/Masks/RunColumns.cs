namespace RasterEngine.Masks;

/// <summary>Where the runs of change of one row lie, from the left.</summary>
/// <param name="width">Pixels a row, which is more than its runs can be.</param>
internal sealed class RunColumns(int width)
{
    /// <summary>First column of each run.</summary>
    public int[] Starts { get; } = new int[width];

    /// <summary>The column after its last.</summary>
    public int[] Ends { get; } = new int[width];

    /// <summary>What it is a run of.</summary>
    public byte[] Classes { get; } = new byte[width];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(int start, int end, byte changeClass)
    {
        Starts[Count] = start;
        Ends[Count] = end;
        Classes[Count++] = changeClass;
    }
}
