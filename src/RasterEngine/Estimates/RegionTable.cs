using System.Text;

namespace RasterEngine.Estimates;

/// <summary>Regions as people write them down: <c>region,hectares,hectaresStandardError,yield,yieldStandardError</c>, yields in kilograms a hectare.</summary>
public static class RegionTable
{
    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <exception cref="ScanException">Not regions; the message names the line and the remedy.</exception>
    public static IReadOnlyList<ProductionRegion> Read(string file, byte[] csv)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("region", "hectares", "hectaresStandardError", "yield", "yieldStandardError");
        ProductionRegion[] regions = [.. Enumerable.Range(0, table.RowCount).Select(row => new ProductionRegion(
            table.RequiredText(row, "region"),
            table.RequiredAmount(row, "hectares", "hectares"),
            table.RequiredAmount(row, "hectaresStandardError", "hectares"),
            table.RequiredAmount(row, "yield", "kilograms a hectare"),
            table.RequiredAmount(row, "yieldStandardError", "kilograms a hectare")))];
        int twin = Array.FindIndex(regions, r => regions.Count(other => other.Name == r.Name) > 1);
        return twin < 0 ? regions : throw table.Wrong(twin, "region", "every region once");
    }
}
