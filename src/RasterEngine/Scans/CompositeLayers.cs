using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>
/// What a composited date is made of, pixel by pixel: how many acquisitions saw it clearly, and of which day the one is that was taken (algorithms.md §3).
/// Workers gather, and encode what they gathered.
/// </summary>
internal sealed class CompositeLayers : IDisposable
{
    public const string Name = "composite.tif";

    // Of each composited date, of each acquisition: its day, 0 where that is not known.
    private readonly ushort[][] days;

    private CompositeLayers(ScanPlan plan, string folder)
    {
        Scene[] dates = [.. ((Scene[])[plan.Before, plan.After]).Where(d => d.Parts.Count > 0)];
        days = [.. dates.Select(Days)];
        string[] names = [.. dates.SelectMany(d => (string[])[$"{d.Source.Field}: clear observations", $"{d.Source.Field}: day of the one taken, from 1 January {FirstYear(d)?.ToString(CultureInfo.InvariantCulture) ?? "(no dates)"}"])];
        File = new CogWriter(Path.Combine(folder, Name), plan.Grid, [.. names.Select(n => new CogBand(n, null, new Dictionary<string, string>()))], PixelType.UInt16);
    }

    /// <summary>Where workers encode what they gather.</summary>
    public CogWriter File { get; }

    /// <summary>The layers of a scan; null when neither date is a composite.</summary>
    public static CompositeLayers? Make(ScanPlan plan, string folder) => plan.Before.Parts.Count + plan.After.Parts.Count > 0 ? new(plan, folder) : null;

    /// <summary>Bytes of counts and days of the window that the readers read last, date after date.</summary>
    /// <param name="composites">Both dates' readers, null for one that is not composited.</param>
    public ReadOnlySpan<byte> Gather<T>(IReadOnlyList<CompositeReader<T>?> composites)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var layers = new List<ushort>();
        int date = 0;
        foreach (CompositeReader<T> composite in composites.OfType<CompositeReader<T>>())
        {
            ushort[] counts = composite.Chosen.Counts.ToArray(), taken = composite.Chosen.Dates.ToArray(), own = days[date++];
            for (int i = 0; i < taken.Length; i++)
            {
                taken[i] = counts[i] == 0 ? (ushort)0 : own[taken[i]];
            }

            layers.AddRange(counts);
            layers.AddRange(taken);
        }

        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(layers));
    }

    public void Dispose() => File.Dispose();

    private static ushort[] Days(Scene date)
    {
        int year = FirstYear(date) ?? 0;
        return [.. date.Parts.Select(p => p.Date?.Exact is { } day ? (ushort)(day.DayNumber - new DateOnly(year, 1, 1).DayNumber + 1) : (ushort)0)];
    }

    private static int? FirstYear(Scene date) => date.Parts.Min(p => p.Date?.Exact?.Year);
}
