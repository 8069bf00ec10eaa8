using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>
/// Reads the two bands of an index from one scene, window by window of the scanned grid: as they lie where both share a lattice, else aligned.
/// Owns its files: one reader a worker, used on that worker's thread only.
/// </summary>
/// <typeparam name="TStored">The type both dates are compared in; narrower files are widened as they are read.</typeparam>
internal sealed class SceneReader<TStored> : IDateReader<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    // Source pixels read at once for a window that is aligned; a coarse grid over a fine scene is done in parts.
    private const long MostSourcePixels = 8 << 20;

    private readonly OpenFiles files;
    private readonly bool ownsFiles;
    private readonly Scene scene;
    private readonly Band first, second;
    private readonly (int Columns, int Rows)? shift;
    private readonly PixelMap? map;
    private readonly Resampler<TStored>? resampler;
    private readonly QualityReader? quality;
    private TStored[] ownX = [], ownY = [];
    private byte[] ownStates = [], scratch = [];
    private int[] columns = [], rows = [];

    /// <param name="scene">The scene to read.</param>
    /// <param name="firstRole">Role of the index's first band.</param>
    /// <param name="secondRole">Role of its second; the same for a scene that holds the index.</param>
    /// <param name="grid">The scanned grid.</param>
    /// <param name="resampling">How numbers come to it when it is not the scene's own lattice.</param>
    /// <param name="tally">Told at the end how its files were read; null for nobody.</param>
    /// <param name="files">Where its files are opened, when several readers share them; else it has its own, all open at once.</param>
    public SceneReader(Scene scene, string firstRole, string secondRole, Grid grid, Resampling resampling, ReadTally? tally = null, OpenFiles? files = null)
    {
        this.scene = scene;
        (this.files, ownsFiles) = (files ?? new OpenFiles(int.MaxValue, tally), files is null);
        (first, second) = (scene.Bands[firstRole], scene.Bands[secondRole]);
        try
        {
            if (grid.LatticeDifference(scene.Grid) is null)
            {
                (double columnsAway, double rowsAway) = scene.Grid.Offset(grid);
                shift = ((int)Math.Round(columnsAway), (int)Math.Round(rowsAway));
            }
            else
            {
                map = new PixelMap(grid, scene.Grid);
                resampler = resampling == Resampling.Nearest ? null : new Resampler<TStored>(grid, scene.Grid, resampling);
            }

            quality = scene.Quality is { } q ? new QualityReader(q, scene.Grid, Open) : null;
            _ = Open(first.Source);
            _ = Open(second.Source);
            Excludes = map is not null || HasOwnStates || !scene.Grid.Bounds.Contains(grid.Bounds.Shift(shift!.Value.Columns, shift.Value.Rows));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Excludes { get; }

    private bool HasOwnStates => first.HasMask || second.HasMask || quality is not null || scene.Saturation is not null || scene.Source.SaturatedValues.Count > 0;

    /// <inheritdoc/>
    public void Read(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded)
    {
        if (shift is not { } s)
        {
            ReadAligned(window, x, y, excluded);
            return;
        }

        Window own = window.Shift(s.Columns, s.Rows), inside = own.Intersect(scene.Grid.Bounds);
        if (inside == own)
        {
            ReadBands(own, x, y);
            if (Excludes)
            {
                excluded.Clear();
                AddStates(own, x, y, excluded);
            }

            return;
        }

        excluded.Fill(Cell.NoData);
        if (!inside.IsEmpty)
        {
            ReadOwn(inside);
            for (int row = 0; row < inside.Height; row++)
            {
                int to = ((inside.Row - own.Row + row) * window.Width) + inside.Column - own.Column, from = row * inside.Width;
                ownX.AsSpan(from, inside.Width).CopyTo(x[to..]);
                ownY.AsSpan(from, inside.Width).CopyTo(y[to..]);
                ownStates.AsSpan(from, inside.Width).CopyTo(excluded[to..]);
            }
        }
    }

    public void Dispose()
    {
        quality?.Dispose();
        map?.Dispose();
        if (ownsFiles)
        {
            files.Dispose();
        }
    }

    private void ReadAligned(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded)
    {
        int length = (int)window.PixelCount;
        Buffers.Fit(ref columns, length);
        Buffers.Fit(ref rows, length);
        Window hit = map!.Find(window, columns.AsSpan(0, length), rows.AsSpan(0, length));
        if (hit.IsEmpty)
        {
            excluded.Fill(Cell.NoData);
            return;
        }

        Window wide = resampler?.Widen(hit) ?? hit;
        if (wide.PixelCount > MostSourcePixels && window.PixelCount > 1)
        {
            ReadInParts(window, x, y, excluded);
            return;
        }

        ReadOwn(wide);
        for (int i = 0; i < length; i++)
        {
            int at = columns[i] == PixelMap.None ? -1 : ((rows[i] - wide.Row) * wide.Width) + columns[i] - wide.Column;
            (x[i], y[i], excluded[i]) = at < 0 ? (TStored.Zero, TStored.Zero, (byte)Cell.NoData) : (ownX[at], ownY[at], ownStates[at]);
        }

        if (resampler is not null)
        {
            int own = (int)wide.PixelCount;
            resampler.Interpolate(window, wide, first.Form, ownX.AsSpan(0, own), ownStates.AsSpan(0, own), x, excluded);
            resampler.Interpolate(window, wide, second.Form, ownY.AsSpan(0, own), ownStates.AsSpan(0, own), y, excluded);
        }
    }

    private void ReadInParts(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded)
    {
        int width = Math.Max(1, window.Width / 2), height = Math.Max(1, window.Height / 2);
        for (int row = window.Row; row < window.EndRow; row += height)
        {
            for (int column = window.Column; column < window.EndColumn; column += width)
            {
                Window part = new Window(column, row, width, height).Intersect(window);
                int length = (int)part.PixelCount;
                TStored[] px = new TStored[length], py = new TStored[length];
                byte[] states = new byte[length];
                ReadAligned(part, px, py, states);
                for (int r = 0; r < part.Height; r++)
                {
                    int to = ((part.Row - window.Row + r) * window.Width) + part.Column - window.Column;
                    px.AsSpan(r * part.Width, part.Width).CopyTo(x[to..]);
                    py.AsSpan(r * part.Width, part.Width).CopyTo(y[to..]);
                    states.AsSpan(r * part.Width, part.Width).CopyTo(excluded[to..]);
                }
            }
        }
    }

    private void ReadOwn(Window own)
    {
        int length = checked((int)own.PixelCount);
        Buffers.Fit(ref ownX, length);
        Buffers.Fit(ref ownY, length);
        Buffers.Fit(ref ownStates, length);
        ReadBands(own, ownX.AsSpan(0, length), ownY.AsSpan(0, length));
        ownStates.AsSpan(0, length).Clear();
        AddStates(own, ownX.AsSpan(0, length), ownY.AsSpan(0, length), ownStates.AsSpan(0, length));
    }

    private void ReadBands(Window own, Span<TStored> x, Span<TStored> y)
    {
        RasterReader file = Open(first.Source);
        if (second != first && file.IsInterleaved && file == Open(second.Source))
        {
            file.ReadPair(first, second, own, x, y);
            return;
        }

        file.Read(first.Source, first.Role, own, x);
        if (second == first)
        {
            x.CopyTo(y);
        }
        else
        {
            Open(second.Source).Read(second.Source, second.Role, own, y);
        }
    }

    // What excludes pixels besides their own numbers: masks, the quality band, saturation.
    private void AddStates(Window own, ReadOnlySpan<TStored> x, ReadOnlySpan<TStored> y, Span<byte> states)
    {
        AddMask(first, own, states);
        if (second != first)
        {
            AddMask(second, own, states);
        }

        quality?.Add(own, states);
        if (scene.Saturation is { } saturation)
        {
            Buffers.Fit(ref scratch, states.Length);
            Open(saturation).Read(saturation, "saturation", own, scratch.AsSpan(0, states.Length));
            for (int i = 0; i < states.Length; i++)
            {
                states[i] = scratch[i] == 0 ? states[i] : QualityMeaning.Worse(states[i], Cell.Saturated);
            }
        }

        foreach (double value in scene.Source.SaturatedValues)
        {
            TStored saturated = TStored.CreateSaturating(value);
            for (int i = 0; i < states.Length; i++)
            {
                states[i] = x[i] == saturated || y[i] == saturated ? QualityMeaning.Worse(states[i], Cell.Saturated) : states[i];
            }
        }
    }

    private void AddMask(Band band, Window own, Span<byte> states)
    {
        if (!band.HasMask)
        {
            return;
        }

        Buffers.Fit(ref scratch, states.Length);
        Open(band.Source).ReadMask(band.Source, band.Role, own, scratch.AsSpan(0, states.Length));
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = scratch[i] == 0 ? QualityMeaning.Worse(states[i], Cell.Masked) : states[i];
        }
    }

    private RasterReader Open(BandSource source) => files.Open(source);
}
