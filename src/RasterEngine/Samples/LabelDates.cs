using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>Every date of a scan document, read around a place of its grid. Belongs to one thread.</summary>
internal sealed class LabelDates : IDisposable
{
    private readonly Grid grid;
    private readonly SpectralIndex index;
    private readonly IReadOnlyList<Scene> scenes;
    private readonly IReadOnlyList<IDateReader<float>> pair;
    private readonly IReadOnlyList<SeasonReader<float>> seasons;

    private LabelDates(Grid grid, SpectralIndex index, IReadOnlyList<Scene> scenes, IReadOnlyList<IDateReader<float>> pair, IReadOnlyList<SeasonReader<float>> seasons) =>
        (this.grid, this.index, this.scenes, this.pair, this.seasons) = (grid, index, scenes, pair, seasons);

    public Grid Grid => grid;

    public string Index => index.Name;

    public IReadOnlyList<string?> Days => [.. scenes.Select(s => s.Date?.ToString())];

    public static LabelDates Open(ReadOnlyMemory<byte> document, string folder)
    {
        if (SeasonDocument.Parse("scan", document, folder, "scan") is { } season)
        {
            SeasonPlan plan = SeasonPlan.Make(season);
            return new LabelDates(plan.Grid, season.Index, plan.Scenes, [], [.. plan.Seasons.Select(plan.Open<float>)]);
        }

        ScanPlan scan = ScanPlan.Make(ScanDocument.Parse("scan", document, folder, "scan"));
        return new LabelDates(scan.Grid, scan.Scan.Index, [scan.Before, scan.After], [scan.Open<float>(scan.Before), scan.Open<float>(scan.After)], []);
    }

    /// <summary>Every date within a window that may reach beyond the grid; there is nothing observed there.</summary>
    public IReadOnlyList<ChipBands> Read(Window window)
    {
        Window inside = window.Intersect(grid.Bounds);
        var chips = new List<ChipBands>();
        int length = checked((int)inside.PixelCount);
        float[] x = new float[length], y = new float[length];
        byte[] excluded = new byte[length];
        foreach (IDateReader<float> date in pair)
        {
            excluded.AsSpan().Clear();
            date.Read(inside, x, y, excluded);
            chips.Add(Chip(scenes[chips.Count], x, y, excluded, inside, window));
        }

        foreach (SeasonReader<float> season in seasons)
        {
            season.Read(inside);
            for (int date = 0; date < season.Planes.DateCount; date++)
            {
                ReadOnlySpan<byte> states = season.Planes.Excluded(date);
                chips.Add(Chip(scenes[chips.Count], season.Planes.X(date), season.Planes.Y(date), states.IsEmpty ? excluded : states, inside, window));
            }
        }

        return chips;
    }

    private ChipBands Chip(Scene scene, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<byte> excluded, Window inside, Window window)
    {
        (string first, string second) = ScanPlan.Roles(index, scene);
        (BandForm formX, BandForm formY) = (scene.Bands[first].Form, scene.Bands[second].Form);
        var kernel = new IndexKernel(index.Form);
        int length = checked((int)window.PixelCount);
        float[] firsts = new float[length], seconds = new float[length], indices = new float[length];
        Array.Fill(firsts, float.NaN);
        Array.Fill(seconds, float.NaN);
        Array.Fill(indices, float.NaN);
        for (int i = 0; i < inside.PixelCount; i++)
        {
            float a = Reflectance(x[i], formX), b = scene.Source.HoldsIndex ? a : Reflectance(y[i], formY);
            if (excluded[i] != 0 || float.IsNaN(a) || float.IsNaN(b))
            {
                continue;
            }

            int at = (((i / inside.Width) + inside.Row - window.Row) * window.Width) + (i % inside.Width) + inside.Column - window.Column;
            (firsts[at], seconds[at], indices[at]) = (a, b, scene.Source.HoldsIndex ? a : kernel.Pixel(a, b));
        }

        return new ChipBands(firsts, seconds, indices);
    }

    private static float Reflectance(float stored, BandForm form) =>
        stored == form.NoData || stored == form.Saturated ? float.NaN : (float)(((double)stored * (double)form.Scale) + (double)form.Offset);

    public void Dispose()
    {
        foreach (IDisposable reader in pair.Concat<IDisposable>(seasons))
        {
            reader.Dispose();
        }
    }
}
