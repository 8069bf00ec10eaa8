using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Which pixels of a window each zone covers, and all zones together. One a worker: it owns the buffers, the layer is shared.
/// A pixel's answer does not depend on the window.
/// </summary>
public sealed class ZoneRaster
{
    private readonly ZoneLayer layer;
    private readonly ZoneSpans spans;
    private readonly ShareSpans? shares;
    private readonly ZoneUnion union = new();
    private readonly SpanRows rows = new();
    private readonly ZoneRuns runs = new();
    private readonly List<int> polygons = [], zones = [];
    private Window window;
    private int[] unionShares = [];

    public ZoneRaster(ZoneLayer layer, ZoneCoverageKind kind)
    {
        ArgumentNullException.ThrowIfNull(layer);
        this.layer = layer;
        shares = kind == ZoneCoverageKind.Exact ? new ShareSpans() : null;
        spans = (ZoneSpans?)shares ?? new CentreSpans();
    }

    /// <summary>Zones with a pixel in the window, as rising indices into <see cref="ZoneLayer.Ids"/>.</summary>
    public ReadOnlySpan<int> Zones => CollectionsMarshal.AsSpan(zones);

    private ReadOnlySpan<EdgePiece> Pieces => shares is null ? [] : shares.Pieces;

    private ReadOnlySpan<ZoneSpan> Spans => CollectionsMarshal.AsSpan(spans.Spans);

    /// <summary>Answers one window; what was answered before is overwritten.</summary>
    /// <param name="window">Of the grid.</param>
    public void Fill(Window window)
    {
        this.window = window.IsEmpty ? default : window;
        window = this.window;
        spans.Start(window);
        runs.Start(window);
        zones.Clear();
        layer.Find(window, polygons);
        int[] polygonZones = layer.Shapes.PolygonZones;
        for (int i = 0; i < polygons.Count;)
        {
            int zone = polygonZones[polygons[i]], first = spans.Spans.Count, covering = 0;
            for (; i < polygons.Count && polygonZones[polygons[i]] == zone; i++)
            {
                int before = spans.Spans.Count;
                spans.Add(layer.Shapes, polygons[i]);
                covering += spans.Spans.Count > before ? 1 : 0;
            }

            AddRuns(zone, first, covering);
        }

        runs.Finish();
        FillUnion();
    }

    /// <summary>A row's runs, by column, then zone. Runs of one zone do not overlap.</summary>
    /// <param name="row">From the window's top.</param>
    public ReadOnlySpan<ZoneRun> Runs(int row) => runs[row];

    /// <summary>The share of each of a row's pixels that all zones cover together, 0 to 65,536.</summary>
    /// <param name="row">From the window's top.</param>
    public ReadOnlySpan<int> UnionRow(int row) => unionShares.AsSpan(checked(row * window.Width), window.Width);

    private void AddRuns(int zone, int first, int covering)
    {
        int before = runs.Count;
        if (covering == 1)
        {
            foreach (ZoneSpan span in Spans[first..])
            {
                runs.Add(zone, span.Row, span.Column, span.Length, span.Share);
            }
        }
        else if (covering > 1)
        {
            // The parts of a zone can lie on each other; what they share counts once.
            rows.Sort(Spans, first, window.Height);
            Span<int> shares = RowBuffer();
            for (int row = 0; row < window.Height; row++)
            {
                if (!rows[row].IsEmpty)
                {
                    union.Fill(Spans, rows[row], Pieces, shares);
                    runs.Add(zone, row, shares);
                }
            }
        }

        if (runs.Count > before)
        {
            zones.Add(zone);
        }
    }

    private void FillUnion()
    {
        int pixels = checked(window.Width * window.Height);
        if (unionShares.Length < pixels)
        {
            unionShares = new int[pixels];
        }

        rows.Sort(Spans, 0, window.Height);
        for (int row = 0; row < window.Height; row++)
        {
            union.Fill(Spans, rows[row], Pieces, unionShares.AsSpan(row * window.Width, window.Width));
        }
    }

    // The union's first row is free until the union itself is filled.
    private Span<int> RowBuffer()
    {
        if (unionShares.Length < window.Width)
        {
            unionShares = new int[window.Width];
        }

        return unionShares.AsSpan(0, window.Width);
    }
}
