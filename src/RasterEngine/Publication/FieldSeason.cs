using System.Globalization;
using RasterEngine.Fields;
using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>What a season's layers say of one field: means over its pixels that have the number, null where none has.</summary>
/// <param name="Start">Day on which it began.</param>
/// <param name="Peak">Day of the largest index.</param>
/// <param name="End">Day on which it ended.</param>
/// <param name="Cycles">Crops a pixel.</param>
/// <param name="Clear">Clear observations a pixel.</param>
internal sealed record FieldSeason(string? Start, string? Peak, string? End, double? Cycles, double? Clear)
{
    private const int PixelsAtOnce = 1 << 20, CyclesBand = 2, Digits = 4;

    // Bands of season.tif.
    private static readonly int[] Layers = [2, 3, 4, 1];

    /// <summary>Reads the layers beside a season's mask; sums are whole numbers, the same on every machine.</summary>
    /// <param name="map">The season's mask.</param>
    /// <param name="layers">season.tif, as its report has it.</param>
    /// <param name="firstYear">Days count from its 1 January.</param>
    /// <param name="fields">Of the map.</param>
    /// <exception cref="ScanException">A file cannot be read.</exception>
    public static FieldSeason[] Of(ClassMap map, string layers, int firstYear, FieldSet fields)
    {
        (long Sum, long Count)[][] days = [.. Layers.Select(_ => new (long, long)[fields.Fields.Count])];
        var cycles = new (long Sum, long Count)[fields.Fields.Count];
        using Dataset season = SceneFile.Open(layers, Path.GetFullPath(layers)), mask = SceneFile.Open(map.Band.Path, map.Band.FullPath);
        int width = map.Grid.Width, height = Math.Clamp(PixelsAtOnce / width, 1, map.Grid.Height);
        ushort[] numbers = new ushort[width * height];
        for (int top = 0; top < map.Grid.Height; top += height)
        {
            var band = new Window(0, top, width, Math.Min(height, map.Grid.Height - top));
            for (int layer = 0; layer < Layers.Length; layer++)
            {
                Add(season.Band(Layers[layer]), band, days[layer]);
            }

            Add(mask.Band(CyclesBand), band, cycles);
        }

        return [.. Enumerable.Range(0, fields.Fields.Count).Select(f => new FieldSeason(Day(days[0][f]), Day(days[1][f]), Day(days[2][f]), Mean(cycles[f]), Mean(days[3][f])))];

        void Add(RasterBand from, Window band, (long Sum, long Count)[] to)
        {
            from.Read(band, numbers.AsSpan(0, (int)band.PixelCount));
            for (int row = 0; row < band.Height; row++)
            {
                foreach (FieldRun run in fields.RunsOfRow(band.Row + row))
                {
                    foreach (ushort number in numbers.AsSpan((row * width) + run.Start, run.End - run.Start))
                    {
                        to[run.Field] = (to[run.Field].Sum + number, to[run.Field].Count + (number > 0 ? 1 : 0));
                    }
                }
            }
        }

        string? Day((long Sum, long Count) day) => day.Count == 0 ? null
            : new DateOnly(firstYear, 1, 1).AddDays((int)((((2 * day.Sum) + day.Count) / (2 * day.Count)) - 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        static double? Mean((long Sum, long Count) number) => number.Count == 0 ? null : Math.Round((double)number.Sum / number.Count, Digits);
    }
}
