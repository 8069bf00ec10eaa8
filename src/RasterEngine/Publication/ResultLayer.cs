using System.Globalization;
using System.Text.Json;
using RasterEngine.Cogs;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>A raster of a result folder, or some of its bands, under the name that maps ask for it by.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="File">In the result folder.</param>
/// <param name="Bands">Of the file, from 1; the first is the layer's band 1.</param>
/// <param name="Kind">How it is usually drawn.</param>
public sealed record ResultLayer(string Name, string File, IReadOnlyList<int> Bands, LayerKind Kind)
{
    private const int MostCycles = 4, MostObservations = 40;

    /// <summary>Both dates and the classes; of a season cycles, clear observations and days.</summary>
    public static IReadOnlyList<ResultLayer> All { get; } =
    [
        new("before", MapLayer.Before, [1, 2, 3], LayerKind.Picture),
        new("after", MapLayer.After, [1, 2, 3], LayerKind.Picture),
        new("change", MapLayer.Change, [1], LayerKind.Classes),
        new("cycles", MapLayer.Change, [2], LayerKind.Cycles),
        new("observations", SeasonPipeline.LayersName, [1], LayerKind.Observations),
        new("start", SeasonPipeline.LayersName, [2], LayerKind.Days),
        new("peak", SeasonPipeline.LayersName, [3], LayerKind.Days),
        new("end", SeasonPipeline.LayersName, [4], LayerKind.Days),
        new("bare", SeasonPipeline.LayersName, [5], LayerKind.Days),
        new("loss", SeasonPipeline.LayersName, [6], LayerKind.Days),
    ];

    /// <summary>The file of this layer in a result's folder, or what stands for its parts; null when this result has none.</summary>
    public string? Find(string folder)
    {
        // Cycles lie beside the classes of a season alone.
        return Kind != LayerKind.Cycles || CogParts.Find(Path.Combine(folder, SeasonPipeline.LayersName)) is not null ? CogParts.Find(Path.Combine(folder, File)) : null;
    }

    /// <summary>How it is drawn unless somebody says otherwise: days from the first to the last of the season.</summary>
    /// <param name="folder">The result's.</param>
    public TileStyle Usual(string folder) => Kind switch
    {
        LayerKind.Picture => TileStyle.OfPicture,
        LayerKind.Classes => TileStyle.OfClasses,
        LayerKind.Cycles => TileStyle.OfNumbers(0, MostCycles),
        LayerKind.Observations => TileStyle.OfNumbers(0, MostObservations),
        _ => OfDays(folder),
    };

    private static TileStyle OfDays(string folder)
    {
        using JsonDocument report = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(folder, ReportShelf.ReportName)));
        JsonElement season = report.RootElement.GetProperty("season");
        DateOnly first = Day("start"), last = Day("end"), zero = new DateOnly(first.Year, 1, 1).AddDays(-1);
        return TileStyle.OfNumbers(first.DayNumber - zero.DayNumber, Math.Max(last.DayNumber, first.DayNumber + 1) - zero.DayNumber);

        DateOnly Day(string field) => DateOnly.ParseExact(season.GetProperty(field).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
