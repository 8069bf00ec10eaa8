using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>Runs of a window: gathered zone by zone, read row by row.</summary>
internal sealed class ZoneRuns
{
    private readonly List<(int Row, ZoneRun Run)> gathered = [];
    private int[] starts = [];
    private ZoneRun[] sorted = [];
    private int height;

    public int Count => gathered.Count;

    /// <summary>A row's runs, by column, then zone.</summary>
    public ReadOnlySpan<ZoneRun> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)height, nameof(row));
            return sorted.AsSpan(starts[row]..starts[row + 1]);
        }
    }

    public void Start(Window window)
    {
        height = window.Height;
        gathered.Clear();
    }

    /// <summary>Adds a run; joined to the last one when that is whole too and ends where this begins.</summary>
    public void Add(int zone, int row, int column, int length, int share)
    {
        if (share == 0)
        {
            return;
        }

        if (share == SubPixel.WholeShare && gathered.Count > 0 && gathered[^1] is var (lastRow, last)
            && lastRow == row && last.Zone == zone && last.Share == share && last.Column + last.Length == column)
        {
            gathered[^1] = (row, last with { Length = last.Length + length });
            return;
        }

        gathered.Add((row, new ZoneRun(zone, column, length, share)));
    }

    /// <summary>Adds a row's pixels.</summary>
    public void Add(int zone, int row, ReadOnlySpan<int> shares)
    {
        for (int column = 0; column < shares.Length; column++)
        {
            Add(zone, row, column, 1, shares[column]);
        }
    }

    public void Finish()
    {
        if (starts.Length < height + 2)
        {
            starts = new int[height + 2];
        }

        if (sorted.Length < gathered.Count)
        {
            sorted = new ZoneRun[Math.Max(gathered.Count, 2 * sorted.Length)];
        }

        starts.AsSpan(0, height + 2).Clear();
        foreach ((int row, _) in CollectionsMarshal.AsSpan(gathered))
        {
            starts[row + 2]++;
        }

        for (int row = 2; row < height + 2; row++)
        {
            starts[row] += starts[row - 1];
        }

        foreach ((int row, ZoneRun run) in CollectionsMarshal.AsSpan(gathered))
        {
            sorted[starts[row + 1]++] = run;
        }

        for (int row = 0; row < height; row++)
        {
            sorted.AsSpan(starts[row]..starts[row + 1]).Sort(static (a, b) => a.Column != b.Column ? a.Column.CompareTo(b.Column) : a.Zone.CompareTo(b.Zone));
        }
    }
}
