using System.Text.Json.Serialization;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>histogram.json: index before × index after over pixels observed on both dates, so that thresholds can be moved without another scan.</summary>
/// <param name="ScanId">The report's.</param>
/// <param name="Index">Its name.</param>
/// <param name="Edges">Ascending. Bin 0 is index &lt; edges[0], bin k is edges[k − 1] ≤ index &lt; edges[k], the last bin is all from the last edge on.</param>
/// <param name="All">All that is asked about.</param>
/// <param name="Zones">Each zone, in the report's order.</param>
public sealed record HistogramDocument(string ScanId, string Index, IReadOnlyList<decimal> Edges, HistogramEntry All, IReadOnlyList<ZoneHistogramEntry> Zones)
{
    internal static HistogramDocument Of(ScanResult result, JointHistogram histogram, string scanId) => new(
        scanId,
        result.Plan.Scan.Index.Name,
        [.. Enumerable.Range(1, JointBins.Count - 1).Select(JointBins.LowerEdge)],
        Entry(histogram.All),
        [.. histogram.Zones.Select((zone, i) => new ZoneHistogramEntry(result.Zones[i].Id, Entry(zone)))]);

    private static HistogramEntry Entry(IReadOnlyList<(int Pair, Extent Extent)> pairs)
    {
        Extent sum = pairs.Aggregate(default(Extent), (all, pair) => all + pair.Extent);
        return new(
            sum.Pixels,
            sum.Pixels == 0 ? null : sum.Hectares,
            [.. pairs.GroupBy(p => p.Pair / JointBins.Count).Select(row => new HistogramRow(
                row.Key, [.. row.Select(p => p.Pair % JointBins.Count)], [.. row.Select(p => p.Extent.Pixels)], [.. row.Select(p => p.Extent.Hectares)]))]);
    }
}

/// <param name="Pixels">Observed on both dates.</param>
/// <param name="Hectares">Their ground; null when nothing was observed.</param>
/// <param name="Rows">Bins before that occur, ascending.</param>
public sealed record HistogramEntry(long Pixels, decimal? Hectares, IReadOnlyList<HistogramRow> Rows);

/// <param name="Before">Bin of the earlier date.</param>
/// <param name="After">Bins of the later date that occur with it, ascending.</param>
/// <param name="Pixels">Pixels of each.</param>
/// <param name="Hectares">Ground of each.</param>
public sealed record HistogramRow(int Before, IReadOnlyList<int> After, IReadOnlyList<long> Pixels, IReadOnlyList<decimal> Hectares);

/// <param name="Id">As the file calls it.</param>
/// <param name="Histogram">Of what is asked about in it.</param>
public sealed record ZoneHistogramEntry(string Id, HistogramEntry Histogram);

/// <summary>Compile-time JSON, not indented: a number a line would be most of the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HistogramDocument))]
public sealed partial class HistogramJson : JsonSerializerContext;
