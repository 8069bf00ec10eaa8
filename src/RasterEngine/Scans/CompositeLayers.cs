using System.Globalization;
using System.Numerics;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// What a composited date is made of, pixel by pixel: how many acquisitions saw it clearly, and of which day the one is that was taken (algorithms.md §3).
/// Workers gather, the thread that made it writes.
/// </summary>
internal sealed class CompositeLayers : IDisposable
{
    public const string Name = "composite.tif";

    // Of each composited date, of each acquisition: its day, 0 where that is not known.
    private readonly ushort[][] days;
    private readonly LayerFile<ushort> file;

    private CompositeLayers(ScanPlan plan, string folder)
    {
        Scene[] dates = [.. ((Scene[])[plan.Before, plan.After]).Where(d => d.Parts.Count > 0)];
        days = [.. dates.Select(Days)];
        string[] names = [.. dates.SelectMany(d => (string[])[$"{d.Source.Field}: clear observations", $"{d.Source.Field}: day of the one taken, from 1 January {FirstYear(d)?.ToString(CultureInfo.InvariantCulture) ?? "(no dates)"}"])];
        file = new LayerFile<ushort>(Path.Combine(folder, Name), plan.Grid, names, "NEAREST");
    }

    /// <summary>The layers of a scan; null when neither date is a composite.</summary>
    public static CompositeLayers? Make(ScanPlan plan, string folder) => plan.Before.Parts.Count + plan.After.Parts.Count > 0 ? new(plan, folder) : null;

    /// <summary>Counts and days of the window that the readers read last, date after date.</summary>
    /// <param name="composites">Both dates' readers, null for one that is not composited.</param>
    public ushort[][] Gather<T>(IReadOnlyList<CompositeReader<T>?> composites)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var layers = new List<ushort[]>();
        foreach (CompositeReader<T> composite in composites.OfType<CompositeReader<T>>())
        {
            ushort[] counts = composite.Chosen.Counts.ToArray(), taken = composite.Chosen.Dates.ToArray(), own = days[layers.Count / 2];
            for (int i = 0; i < taken.Length; i++)
            {
                taken[i] = counts[i] == 0 ? (ushort)0 : own[taken[i]];
            }

            layers.Add(counts);
            layers.Add(taken);
        }

        return [.. layers];
    }

    public void Append(Tile tile, ushort[][] layers)
    {
        for (int band = 0; band < layers.Length; band++)
        {
            file.Append(band + 1, tile.Window, layers[band]);
        }
    }

    /// <inheritdoc cref="LayerFile{T}.Complete"/>
    public void Complete(int threads) => file.Complete(threads);

    public void Dispose() => file.Dispose();

    private static ushort[] Days(Scene date)
    {
        int year = FirstYear(date) ?? 0;
        return [.. date.Parts.Select(p => p.Date?.Exact is { } day ? (ushort)(day.DayNumber - new DateOnly(year, 1, 1).DayNumber + 1) : (ushort)0)];
    }

    private static int? FirstYear(Scene date) => date.Parts.Min(p => p.Date?.Exact?.Year);
}
