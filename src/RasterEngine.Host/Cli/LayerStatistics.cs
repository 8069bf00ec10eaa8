using System.Text.Json.Nodes;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>
/// What the numbers of a layer are like, under titiler's names. Large layers are told from their overview of at most 1,024 cells each way: of classes
/// shares are then those of most frequent classes, not of pixels. The report's hectares are the ones to quote.
/// </summary>
internal static class LayerStatistics
{
    private const int MostCells = 1024;

    public static JsonObject Of(MapLayer layer)
    {
        (IReadOnlyList<ushort[]> bands, byte[] seen, int step) = layer.ReadWhole(MostCells);
        int valid = seen.Count(s => s != 0);
        var answer = new JsonObject();
        for (int band = 0; band < bands.Count; band++)
        {
            answer[$"b{band + 1}"] = Band([.. bands[band].Where((_, i) => seen[i] != 0).Order()], seen.Length - valid, step);
        }

        return answer;
    }

    // Numbers in order, smallest first.
    private static JsonObject Band(ushort[] numbers, int masked, int step)
    {
        int count = numbers.Length;
        var statistics = new JsonObject { ["count"] = count, ["valid_pixels"] = count, ["masked_pixels"] = masked, ["valid_percent"] = Math.Round(100.0 * count / (count + masked), 2), ["step"] = step };
        if (count == 0)
        {
            return statistics;
        }

        double sum = numbers.Sum(n => (double)n), mean = sum / count;
        int[] frequent = [.. numbers.CountBy(n => n).OrderBy(n => n.Value).Select(n => (int)n.Key)];
        (statistics["min"], statistics["max"], statistics["mean"], statistics["sum"]) = ((int)numbers[0], (int)numbers[^1], mean, sum);
        statistics["std"] = Math.Sqrt(numbers.Sum(n => (n - mean) * (n - mean)) / count);
        statistics["median"] = (numbers[(count - 1) / 2] + numbers[count / 2]) / 2.0;
        (statistics["majority"], statistics["minority"], statistics["unique"]) = (frequent[^1], frequent[0], frequent.Length);
        (statistics["percentile_2"], statistics["percentile_98"]) = (Percentile(2), Percentile(98));
        return statistics;

        // Straight between neighbours, as numpy does.
        double Percentile(int percent)
        {
            double at = percent / 100.0 * (count - 1);
            int below = (int)at;
            return numbers[below] + ((at - below) * (numbers[Math.Min(below + 1, count - 1)] - numbers[below]));
        }
    }
}
