using System.Text.Json.Serialization;
using RasterEngine.Gdal;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>
/// What an interpreter looks at for every unit of a sample: a picture of its surroundings on every date of the scan, and its index over the dates.
/// Blind: neither stratum nor map class is in it.
/// </summary>
public static class LabelPack
{
    public const string FileName = "units.json";

    // Ground to each side of a unit: at 10 m pixels 250 m, which shows a field and its neighbours.
    private const int Around = 25;

    // Colours of all pictures of a sample are stretched alike; so many units tell the stretch.
    private const int UnitsOfStretch = 50;

    /// <param name="sample">The sample.</param>
    /// <param name="document">The scan document its map was made from, UTF-8.</param>
    /// <param name="folder">Where the document's paths start.</param>
    /// <param name="directory">Receives units.json and 1.png, 2.png …: the dates side by side, in their order.</param>
    /// <param name="progress">Told how far it is, 0 to 1.</param>
    /// <exception cref="ScanException">The document or a file of it is at fault.</exception>
    public static void Write(SampleFolder sample, ReadOnlyMemory<byte> document, string folder, string directory, Action<double> progress)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(progress);
        using var dates = LabelDates.Open(document, folder);
        Window[] places = [.. sample.UnitPlaces.Select(p => Pixels(p, sample.Design.Unit.SidePixels))];
        ChipStretch stretch = ChipStretch.Of(places.Take(UnitsOfStretch).Select(p => dates.Read(Surroundings(p))));
        Directory.CreateDirectory(directory);
        var units = new List<LabelUnitEntry>();
        foreach ((int index, Window place) in places.Index())
        {
            Window window = Surroundings(place);
            IReadOnlyList<ChipBands> chips = dates.Read(window);
            Picture.Beside(0, [.. chips.Select(c => stretch.Draw(c, window))]).SavePng(Path.Combine(directory, $"{index + 1}.png"));
            units.Add(new LabelUnitEntry(index + 1, [.. chips.Select(c => Mean(c, window, place))]));
            progress((index + 1.0) / places.Length);
        }

        var pack = new LabelPackDocument(
            dates.Index, dates.Days, (2 * Around) + sample.Design.Unit.SidePixels, sample.Design.Unit.SidePixels, [.. sample.Design.ReferenceClasses.Select(c => c.Name)], sample.Design.Target, sample.Design.Definition, units);
        JsonFile.Write(Path.Combine(directory, FileName), pack, LabelPackJson.Default.LabelPackDocument);
    }

    private static Window Pixels((int Column, int Row) unit, int side) => new(unit.Column * side, unit.Row * side, side, side);

    private static Window Surroundings(Window p) => new(p.Column - Around, p.Row - Around, p.Width + (2 * Around), p.Height + (2 * Around));

    // Of the unit's pixels that were observed; null when none was.
    private static double? Mean(ChipBands chip, Window window, Window place)
    {
        (double sum, int seen) = (0, 0);
        for (int row = place.Row - window.Row; row < place.EndRow - window.Row; row++)
        {
            for (int column = place.Column - window.Column; column < place.EndColumn - window.Column; column++)
            {
                float index = chip.Index[(row * window.Width) + column];
                (sum, seen) = float.IsNaN(index) ? (sum, seen) : (sum + index, seen + 1);
            }
        }

        return seen == 0 ? null : Math.Round(sum / seen, 4);
    }
}

/// <summary>units.json.</summary>
/// <param name="Index">Its name.</param>
/// <param name="Dates">Of the pictures, from left to right; null where the document names none.</param>
/// <param name="ChipPixels">Width and height of one picture.</param>
/// <param name="UnitPixels">Side of the unit in its middle.</param>
/// <param name="Classes">What may be said of a unit.</param>
/// <param name="Target">What is to be estimated.</param>
/// <param name="Definition">What that means; null where the design has none.</param>
/// <param name="Units">In the order of their numbers, which is random.</param>
public sealed record LabelPackDocument(
    string Index, IReadOnlyList<string?> Dates, int ChipPixels, int UnitPixels, IReadOnlyList<string> Classes, string Target, string? Definition, IReadOnlyList<LabelUnitEntry> Units);

/// <param name="Unit">Its number in sample.csv.</param>
/// <param name="Series">Mean index on every date; null where it was not observed.</param>
public sealed record LabelUnitEntry(int Unit, IReadOnlyList<double?> Series);

/// <summary>Compile-time JSON of units.json.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelPackDocument))]
public sealed partial class LabelPackJson : JsonSerializerContext;
