using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Compares and counts what one worker has read, row by row while a row lies in the first-level cache: sums, classes, moved dates.</summary>
/// <param name="tiles">The tiles of the scan.</param>
/// <param name="pixelAreas">True ground area of its pixels.</param>
/// <param name="seams">Where tiles meet; adds to <paramref name="moved"/>.</param>
/// <param name="moved">Receives what is crossed with the later date moved, in the order of <see cref="Move.All"/>.</param>
/// <param name="comparison">This worker's.</param>
/// <param name="region">This worker's; null when the whole grid is asked about.</param>
/// <param name="joint">This worker's joint histogram; null when none is asked for.</param>
internal sealed class TileCount<TStored>(
    TilePlan tiles, PixelAreas pixelAreas, SeamCount<TStored> seams, CrossingTally[] moved, TileComparison<TStored> comparison, RegionReader? region, JointCount<TStored>? joint = null)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly byte[] classOfCell = CellMeaning.ClassTable();
    private readonly long[] rowAreas = new long[tiles.WidestTile];
    private readonly ushort[] rowAbove = MovedCrossings.Areas(tiles.WidestTile);
    private readonly MovedCrossings crossings = new(moved, tiles.WidestTile);

    public CellTally Tally { get; } = new();

    /// <summary>Sums of what is asked about, where that is not the whole grid.</summary>
    public RegionTally Region { get; } = new();

    /// <summary>With the later date moved, in the order of <see cref="Move.All"/>.</summary>
    public CrossingTally[] Moved { get; } = moved;

    /// <summary>Compares and counts the tile that was read.</summary>
    /// <param name="tile">Which.</param>
    /// <param name="classes">Receives a class byte a pixel.</param>
    public void Count(Tile tile, Span<byte> classes)
    {
        int width = tile.Window.Width;
        Span<long> areas = rowAreas.AsSpan(0, width);
        Span<ushort> above = rowAbove.AsSpan(0, width);
        long floor = 0;
        bool isTileFlat = region is null && pixelAreas.TryFloor(tile.Window, out floor);
        for (int row = 0; row < tile.Window.Height; row++)
        {
            // Rows of small pixels in degrees each have their own area.
            bool isFlat = isTileFlat || (region is null && pixelAreas.TryFloor(new Window(tile.Window.Column, tile.Window.Row + row, width, 1), out floor));
            ReadOnlySpan<byte> cells = comparison.CompareRow(row);
            Span<byte> rowClasses = classes.Slice(row * width, width);
            if (isFlat)
            {
                pixelAreas.Row(tile.Window.Row + row, tile.Window.Column, floor, above);
                Tally.Add(cells, floor, above);
                joint?.Add(row, floor, above);
                CellMeaning.WriteClasses(cells, rowClasses);
                comparison.Cross(crossings, row, floor, rowAbove);
                continue;
            }

            pixelAreas.Row(tile.Window.Row + row, tile.Window.Column, areas);
            joint?.Add(row, areas);
            CountRow(row, cells, areas, rowClasses);
            for (int move = 0; move < Moved.Length; move++)
            {
                ReadOnlySpan<byte> found = comparison.Cross(Move.All[move], row, out int first);
                Moved[move].Add(found, areas.Slice(first, found.Length));
            }
        }

        crossings.Flush();
        CompareAcrossSeams(tile);
    }

    private void CountRow(int row, ReadOnlySpan<byte> cells, Span<long> areas, Span<byte> classes)
    {
        if (region is null)
        {
            Tally.Add(cells, areas);
            CellMeaning.WriteClasses(cells, classes);
            return;
        }

        // Only part of the ground is asked about: the rest has no class, and moved dates are compared on that part alone.
        region.Tally(row, cells, areas, Region);
        ReadOnlySpan<int> shares = region.Shares(row);
        for (int i = 0; i < cells.Length; i++)
        {
            classes[i] = shares[i] > 0 ? classOfCell[cells[i]] : (byte)0;
            areas[i] = PartOf(areas[i], shares[i]);
        }

        comparison.LeaveOut(shares);
    }

    private static long PartOf(long area, int share) => (long)((((Int128)area * share) + (Area.ShareParts / 2)) / Area.ShareParts);

    // Each seam is compared once, by whichever of its two tiles comes second.
    private void CompareAcrossSeams(Tile tile)
    {
        if (tile.ColumnIndex > 0)
        {
            seams.Add(false, tile.Index - 1, Edge(tile, alongRow: false, last: false), isFirst: false);
        }

        if (tile.ColumnIndex < tiles.Columns - 1)
        {
            seams.Add(false, tile.Index, Edge(tile, alongRow: false, last: true), isFirst: true);
        }

        if (tile.RowIndex > 0)
        {
            seams.Add(true, tile.Index - tiles.Columns, Edge(tile, alongRow: true, last: false), isFirst: false);
        }

        if (tile.RowIndex < tiles.Rows - 1)
        {
            seams.Add(true, tile.Index, Edge(tile, alongRow: true, last: true), isFirst: true);
        }
    }

    private TileEdge<TStored> Edge(Tile tile, bool alongRow, bool last)
    {
        TileEdge<TStored> edge = seams.Take();
        comparison.FillEdge(alongRow, last, edge);
        if (alongRow)
        {
            pixelAreas.Row(last ? tile.Window.EndRow - 1 : tile.Window.Row, tile.Window.Column, edge.Areas);
        }
        else
        {
            for (int row = 0; row < edge.Length; row++)
            {
                pixelAreas.Row(tile.Window.Row + row, last ? tile.Window.EndColumn - 1 : tile.Window.Column, edge.Areas.Slice(row, 1));
            }
        }

        for (int i = 0; region is not null && i < edge.Length; i++)
        {
            int share = alongRow ? region.Share(i, last ? tile.Window.Height - 1 : 0) : region.Share(last ? tile.Window.Width - 1 : 0, i);
            edge.ExcludedBefore[i] = share == 0 ? (byte)Cell.NoData : edge.ExcludedBefore[i];
            edge.Areas[i] = PartOf(edge.Areas[i], share);
        }

        return edge;
    }
}
