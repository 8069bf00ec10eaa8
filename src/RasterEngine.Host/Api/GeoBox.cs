using System.Globalization;
using System.Text.Json.Nodes;

namespace RasterEngine.Host.Api;

/// <summary>Boxes in longitude and latitude: west, south, east, north.</summary>
internal static class GeoBox
{
    /// <summary>The box around a GeoJSON geometry; null when it has no coordinates.</summary>
    public static double[]? Of(JsonNode geometry)
    {
        double[] box = [double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity];
        Add(geometry["coordinates"], box);
        return box[0] <= box[2] ? box : null;
    }

    /// <summary>The <c>bbox</c> parameter of OGC API and STAC: four numbers, or six of which the heights are left out.</summary>
    /// <exception cref="ScanException">It is not one.</exception>
    public static double[]? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        double[] numbers = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN)];
        double[] box = numbers.Length == 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
        return box.Length == 4 && !box.Any(double.IsNaN) && box[1] <= box[3] ? box
            : throw new ScanException("bad-parameter", $"“bbox” is {text}; expected west,south,east,north in degrees.");
    }

    /// <summary>Whether two boxes touch. West of more than east goes across 180°.</summary>
    public static bool Meets(double[] a, double[] b) =>
        a[1] <= b[3] && b[1] <= a[3] && Spans(a).Any(x => Spans(b).Any(y => x.West <= y.East && y.West <= x.East));

    private static (double West, double East)[] Spans(double[] box) => box[0] <= box[2] ? [(box[0], box[2])] : [(box[0], 180), (-180, box[2])];

    private static void Add(JsonNode? coordinates, double[] box)
    {
        if (coordinates is not JsonArray array)
        {
            return;
        }

        if (array.Count >= 2 && array[0] is JsonValue)
        {
            double x = array[0]!.GetValue<double>(), y = array[1]!.GetValue<double>();
            (box[0], box[1], box[2], box[3]) = (Math.Min(box[0], x), Math.Min(box[1], y), Math.Max(box[2], x), Math.Max(box[3], y));
            return;
        }

        foreach (JsonNode? part in array)
        {
            Add(part, box);
        }
    }
}
