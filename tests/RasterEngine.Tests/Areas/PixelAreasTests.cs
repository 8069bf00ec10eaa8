using System.Text.Json;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Areas;

/// <summary>Ground areas against closed forms that were computed without the engine (tests/reference/published_areas.py).</summary>
public sealed class PixelAreasTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "reference", "published_areas.json"))).RootElement;

    public static TheoryData<string, int> Probes => [.. Reference.GetProperty("probes").EnumerateArray().Select((p, i) => (p.GetProperty("what").GetString()!, i))];

    [Theory]
    [MemberData(nameof(Probes))]
    public void Pixel_EqualsTheClosedForm_WhereverItLiesInItsGrid(string what, int index)
    {
        JsonElement probe = Reference.GetProperty("probes")[index];
        double width = probe.GetProperty("pixelWidth").GetDouble(), height = probe.GetProperty("pixelHeight").GetDouble();
        string crs = probe.GetProperty("crs").GetString()!;
        SpatialReference reference = crs.StartsWith("EPSG:", StringComparison.Ordinal) ? SpatialReference.FromEpsg(int.Parse(crs[5..], System.Globalization.CultureInfo.InvariantCulture)) : SpatialReference.FromWkt(crs);
        foreach ((int column, int row) in ((int, int)[])[(0, 0), (17, 3), (150, 99), (5, 131)])
        {
            var place = new GeoTransform(probe.GetProperty("originX").GetDouble() - (column * width), width, 0, probe.GetProperty("originY").GetDouble() + (row * height), 0, -height);
            var grid = new Grid(200, 150, place, reference);
            if (grid.IsGeographic && place.OriginY > 90)
            {
                continue;
            }

            long[] areas = new long[200 - column];
            new PixelAreas(grid, 1_000_000).Row(row, column, areas);
            double squareMetres = areas[0] / 1e6 / 1e4, expected = probe.GetProperty("areaSquareMetres").GetDouble();
            Assert.True(Math.Abs((squareMetres / expected) - 1) < 1e-8, $"{what}: {squareMetres} m², expected {expected} ({(squareMetres / expected) - 1:e2})");
        }
    }

    [Fact]
    public void Ellipsoid_EqualsPublishedCells()
    {
        var wgs84 = new Ellipsoid(6378137, 298.257223563);
        foreach (JsonElement cell in Reference.GetProperty("published").EnumerateArray().Where(p => p.TryGetProperty("areaSquareMetres", out _)))
        {
            double expected = cell.GetProperty("areaSquareMetres").GetDouble();
            double south = cell.TryGetProperty("south", out JsonElement s) ? s.GetDouble() : -90;
            double side = cell.GetProperty("what").GetString()!.Contains("arc second", StringComparison.Ordinal) ? 1 / 3600d : 0;
            double north = cell.TryGetProperty("north", out JsonElement n) ? n.GetDouble() : side > 0 ? south + side : 90;
            double east = cell.TryGetProperty("east", out JsonElement e) ? e.GetDouble() : side > 0 ? side : 360;
            double found = wgs84.CellSquareMetres(south * Math.PI / 180, north * Math.PI / 180, east * Math.PI / 180);
            Assert.True(Math.Abs((found / expected) - 1) < 2e-9, $"{cell.GetProperty("what")} {south}: {found}, expected {expected}");
        }
    }

    [Theory]
    [InlineData(17.5, 1.1055)]
    [InlineData(25.5, 1.2327)]
    [InlineData(45.0, 2.0000)]
    public void WebMercator_CoversLessGroundThanItsMap(double latitude, double factor)
    {
        // algorithms.md §9: areal factor of EPSG:3857 (map ÷ ground).
        double y = 6378137 * Math.Asinh(Math.Tan(latitude * Math.PI / 180));
        var grid = new Grid(10, 10, new GeoTransform(0, 10, 0, y + 50, 0, -10), SpatialReference.FromEpsg(3857));
        long[] areas = new long[10];
        var pixelAreas = new PixelAreas(grid);
        pixelAreas.Row(5, 0, areas);
        Assert.Equal(factor, 0.01 / (double)pixelAreas.Sum(areas[4]).Hectares, 1e-4);
    }

    [Fact]
    public void Row_IsTheSame_WhicheverColumnsAreAskedFor()
    {
        var grid = new Grid(700, 300, new GeoTransform(359130, 10, 0, 5352340, 0, -10), SpatialReference.FromEpsg(32633));
        var areas = new PixelAreas(grid);
        long[] whole = new long[700];
        for (int row = 0; row < 300; row += 7)
        {
            areas.Row(row, 0, whole);
            for (int start = 0; start < 700; start += 13)
            {
                long[] part = new long[Math.Min(29, 700 - start)];
                areas.Row(row, start, part);
                Assert.Equal(whole.AsSpan(start, part.Length).ToArray(), part);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => areas.Row(300, 0, whole));
        Assert.Throws<ArgumentOutOfRangeException>(() => areas.Row(0, 1, whole));
    }

    [Theory]
    [InlineData(32633, 359130, 5352340, 10)]
    [InlineData(32633, 159130, 8352340, 10)] // far from the central meridian, in the north
    [InlineData(32633, 500000, 5352340, 60)]
    [InlineData(3857, 1500000, 6000000, 30)]
    [InlineData(32633, 359130, 5352340, 0.03)]
    [InlineData(4326, 11, 48, 0.0001)]
    public void AreasToldFromAFloor_AreTheAreas(int epsg, double x, double y, double pixel)
    {
        var grid = new Grid(600, 500, new GeoTransform(x, pixel, 0, y, 0, -pixel), SpatialReference.FromEpsg(epsg));
        var areas = new PixelAreas(grid);
        foreach (Window window in (Window[])[new(0, 0, 600, epsg == 4326 ? 10 : 500), new(37, 11, 512, 20), new(599, 499, 1, 1)])
        {
            Assert.True(areas.TryFloor(window, out long floor));
            long[] whole = new long[window.Width];
            ushort[] above = new ushort[window.Width];
            for (int row = window.Row; row < window.EndRow; row++)
            {
                areas.Row(row, window.Column, whole);
                areas.Row(row, window.Column, floor, above);
                Assert.Equal(whole, above.Select(a => floor + a));
                Assert.True(above.Max() <= MovedCrossings.MostAbove);
            }
        }
    }

    [Fact]
    public void NoFloorIsFound_WhereAreasLieTooFarApart()
    {
        // A 60-metre pixel of Web Mercator holds 36 million cm² at the equator and a third of it in the north.
        var grid = new Grid(10, 120_000, new GeoTransform(0, 60, 0, 7_200_000, 0, -60), SpatialReference.FromEpsg(3857));
        Assert.False(new PixelAreas(grid).TryFloor(grid.Bounds, out _));
        Assert.True(new PixelAreas(grid).TryFloor(new Window(0, 5000, 10, 1), out _));
    }

    [Fact]
    public void DronePixels_KeepTheirDigits_ThoughTheyHoldFewSquareCentimetres()
    {
        // 2.3 cm pixels: 5.29 cm² each; whole cm² would lose 5 % of a field.
        var grid = new Grid(100, 100, new GeoTransform(500000, 0.023, 0, 5350000, 0, -0.023), SpatialReference.FromEpsg(32633));
        var areas = new PixelAreas(grid);
        long[] row = new long[100];
        areas.Row(50, 0, row);
        decimal hectares = areas.Sum(row.Sum()).Hectares;
        double expected = 100 * 0.023 * 0.023 / (0.9996 * 0.9996) / 1e4;
        Assert.Equal(expected, (double)hectares, expected * 1e-7);
    }
}
