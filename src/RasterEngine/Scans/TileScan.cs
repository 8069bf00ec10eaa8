using System.Diagnostics;
using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>One worker of a scan: compares tile after tile and adds up what it saw. Made, used and disposed on its own thread.</summary>
internal sealed class TileScan<TStored> : IDisposable
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly SharedScan<TStored> shared;
    private readonly TileComparison<TStored> comparison;
    private readonly RegionReader? region;
    private readonly RegionTally regionTally = new();
    private readonly CellTally tally = new();
    private readonly CellTally[] moved = [.. Move.All.Select(_ => new CellTally())];
    private readonly long[] areas;
    private readonly byte[] classes;
    private readonly CogEncoder encoder;
    private readonly long opened;
    private TileTicks ticks;

    public TileScan(SharedScan<TStored> shared)
    {
        long start = Stopwatch.GetTimestamp();
        this.shared = shared;
        ScanPlan plan = shared.Plan;
        IDateReader<TStored> before = plan.Open<TStored>(plan.Before);
        try
        {
            IDateReader<TStored> after = plan.Open<TStored>(plan.After);
            region = plan.HasRegion ? new RegionReader(plan) : null;
            comparison = new TileComparison<TStored>(before, after, shared.Kernel, plan.Tiles.LargestTilePixels, plan.Tiles.WidestTile);
        }
        catch
        {
            before.Dispose();
            throw;
        }

        areas = new long[plan.Tiles.WidestTile];
        classes = new byte[plan.Tiles.LargestTilePixels];
        encoder = new CogEncoder(shared.Mask);
        opened = Stopwatch.GetTimestamp();
        ticks = new(opened - start, 0, 0, 0, 0, 0);
    }

    /// <summary>Reads, compares, counts and encodes one tile.</summary>
    public Tile Answer(Tile tile)
    {
        long start = Stopwatch.GetTimestamp();
        comparison.Read(tile.Window);
        region?.Read(tile.Window);
        long read = Stopwatch.GetTimestamp();
        comparison.Compare();
        long compared = Stopwatch.GetTimestamp();

        for (int row = 0; row < tile.Window.Height; row++)
        {
            Span<long> rowAreas = areas.AsSpan(0, tile.Window.Width);
            shared.Areas.Row(tile.Window.Row + row, tile.Window.Column, rowAreas);
            Span<byte> rowClasses = classes.AsSpan(row * tile.Window.Width, tile.Window.Width);
            if (region is null)
            {
                tally.Add(comparison.Row(row), rowAreas, shared.ClassOfCell, rowClasses);
            }
            else
            {
                AddRegion(row, rowAreas, rowClasses);
            }

            for (int move = 0; move < moved.Length; move++)
            {
                ReadOnlySpan<byte> cells = comparison.MovedRow(move, row, out int first);
                moved[move].AddCrossings(cells, rowAreas.Slice(first, cells.Length));
            }
        }

        CompareAcrossSeams(tile);
        TakeSamples(tile);
        long tallied = Stopwatch.GetTimestamp();
        encoder.Append(tile.Window, classes.AsSpan(0, (int)tile.Window.PixelCount));
        ticks += new TileTicks(0, read - start, compared - read, tallied - compared, Stopwatch.GetTimestamp() - tallied, 0);
        return tile;
    }

    public void Dispose()
    {
        encoder.Dispose();
        comparison.Dispose();
        region?.Dispose();
        long wait = Stopwatch.GetTimestamp() - opened - ticks.Read - ticks.Compare - ticks.Tally - ticks.Encode;
        shared.HandOver(tally, regionTally, moved, ticks with { Wait = wait });
    }

    // Only part of the ground is asked about: the rest has no class, and moved dates are compared on that part alone.
    private void AddRegion(int row, Span<long> rowAreas, Span<byte> rowClasses)
    {
        ReadOnlySpan<byte> cells = comparison.Row(row);
        region!.Tally(row, cells, rowAreas, regionTally);
        ReadOnlySpan<int> shares = region.Shares(row);
        for (int i = 0; i < cells.Length; i++)
        {
            rowClasses[i] = shares[i] > 0 ? shared.ClassOfCell[cells[i]] : (byte)0;
            rowAreas[i] = PartOf(rowAreas[i], shares[i]);
        }

        comparison.LeaveOut(row, shares);
    }

    private static long PartOf(long area, int share) => (long)((((Int128)area * share) + (Area.ShareParts / 2)) / Area.ShareParts);

    // Each seam is compared once, by whichever of its two tiles comes second.
    private void CompareAcrossSeams(Tile tile)
    {
        TilePlan tiles = shared.Plan.Tiles;
        if (tile.ColumnIndex > 0)
        {
            Seam(false, tile.Index - 1, Edge(alongRow: false, last: false), isFirst: false);
        }

        if (tile.ColumnIndex < tiles.Columns - 1)
        {
            Seam(false, tile.Index, Edge(alongRow: false, last: true), isFirst: true);
        }

        if (tile.RowIndex > 0)
        {
            Seam(true, tile.Index - tiles.Columns, Edge(alongRow: true, last: false), isFirst: false);
        }

        if (tile.RowIndex < tiles.Rows - 1)
        {
            Seam(true, tile.Index, Edge(alongRow: true, last: true), isFirst: true);
        }

        TileEdge<TStored> Edge(bool alongRow, bool last)
        {
            var edgeAreas = new long[alongRow ? tile.Window.Width : tile.Window.Height];
            if (alongRow)
            {
                shared.Areas.Row(last ? tile.Window.EndRow - 1 : tile.Window.Row, tile.Window.Column, edgeAreas);
            }
            else
            {
                for (int row = 0; row < edgeAreas.Length; row++)
                {
                    shared.Areas.Row(tile.Window.Row + row, last ? tile.Window.EndColumn - 1 : tile.Window.Column, edgeAreas.AsSpan(row, 1));
                }
            }

            TileEdge<TStored> edge = comparison.Edge(alongRow, last, edgeAreas);
            return region is null ? edge : LeaveOut(edge, alongRow, last, tile);
        }
    }

    // The upper (left) edge's pixels meet a later date moved up (left), the lower (right) edge's one moved down (right).
    private void Seam(bool betweenRows, int seam, TileEdge<TStored> edge, bool isFirst)
    {
        if (shared.Seams.Meet(betweenRows, seam, edge) is not { } other)
        {
            return;
        }

        (TileEdge<TStored> first, TileEdge<TStored> second) = isFirst ? (edge, other) : (other, edge);
        byte[] cells = new byte[edge.Areas.Length];
        comparison.CompareEdges(second, first, cells);
        moved[MoveIndex(betweenRows ? new Move(0, 1) : new Move(1, 0))].AddCrossings(cells, second.Areas);
        comparison.CompareEdges(first, second, cells);
        moved[MoveIndex(betweenRows ? new Move(0, -1) : new Move(-1, 0))].AddCrossings(cells, first.Areas);

        static int MoveIndex(Move move) => Move.All.Index().First(m => m.Item == move).Index;
    }

    private TileEdge<TStored> LeaveOut(TileEdge<TStored> edge, bool alongRow, bool last, Tile tile)
    {
        byte[] excluded = edge.Excluded1.Length > 0 ? edge.Excluded1 : new byte[edge.Areas.Length];
        for (int i = 0; i < excluded.Length; i++)
        {
            int share = alongRow ? region!.Share(i, last ? tile.Window.Height - 1 : 0) : region!.Share(last ? tile.Window.Width - 1 : 0, i);
            excluded[i] = share == 0 ? (byte)Cell.NoData : excluded[i];
            edge.Areas[i] = PartOf(edge.Areas[i], share);
        }

        return edge with { Excluded1 = excluded };
    }

    private void TakeSamples(Tile tile)
    {
        Preview preview = shared.Preview;
        for (int row = preview.First(tile.Window.Row); row < tile.Window.EndRow; row += preview.Step)
        {
            for (int column = preview.First(tile.Window.Column); column < tile.Window.EndColumn; column += preview.Step)
            {
                (int x, int y) = (column - tile.Window.Column, row - tile.Window.Row);
                preview.Take(column, row, comparison.Sample(x, y), classes[(y * tile.Window.Width) + x]);
            }
        }
    }
}
