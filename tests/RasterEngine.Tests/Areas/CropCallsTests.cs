using RasterEngine.Areas;
using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Areas;

/// <summary>Accounting of fields whose crop is named month by month.</summary>
public sealed class CropCallsTests
{
    private static readonly string[] Months = ["Oct_2019", "Nov_2019", "Dec_2019", "Jan_2020", "Feb_2020", "Mar_2020", "Apr_2020", "May_2020", "Jun_2020", "Jul_2020", "Aug_2020", "Sep_2020"];

    // Annual crops of the survey; pasture, hay, coffee, eucalyptus, Brachiaria, cerrado and bare soil are none.
    private static readonly string[] Annual = ["Soybean", "Corn", "Cotton", "Sorghum", "Millet", "Beans", "Crotalaria"];

    [Fact]
    public void Cycle_IsARunOfOneCropsName()
    {
        var calls = new CropCalls(c => c is "soy" or "maize");
        calls.Add(10m, [null, "soy", "soy", "fallow", "maize", "maize"]);
        calls.Add(5m, ["soy", "soy", "maize", "maize", "soil", null]);
        calls.Add(2m, ["soy", "soil", "soy", "soil", "soy", "soil"]);
        calls.Add(100m, ["forest", "forest", "forest", "forest", "forest", "forest"]);
        Assert.Equal((17m, 36m, 17m), (calls.GrossHectares, calls.CycleHectares, calls.DoubleCroppedHectares));
        Assert.Equal([7m, 15m, 17m, 5m, 12m, 10m], calls.Periods);
    }

    [Fact]
    public void BahiaSurvey_HasThePublishedHectares()
    {
        string path = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data", "lem-fields-bahia", "lem_fields.gpkg");
        Assert.SkipUnless(File.Exists(path), "the survey is not beside the checkout");
        IReadOnlyList<VectorFeature>[] byMonth = [.. Months.Select(month => Fields(path, month))];
        using CoordinateTransform toEqualArea = SpatialReference.FromEpsg(4326).To(SpatialReference.FromEpsg(6933));
        var calls = new CropCalls(Annual.Contains);
        for (int field = 0; field < byMonth[0].Count; field++)
        {
            calls.Add(Hectares(byMonth[0][field], toEqualArea), [.. byMonth.Select(m => m[field].Text)]);
        }

        Assert.Equal(1854, byMonth[0].Count);
        Within(217_459, calls.GrossHectares);
        Within(303_664, calls.CycleHectares);
        Within(86_205, calls.DoubleCroppedHectares);
        Within(212_536, calls.Periods.Max());

        static void Within(double published, decimal found) => Assert.InRange((double)found, published * 0.999, published * 1.001);
    }

    private static List<VectorFeature> Fields(string path, string month)
    {
        using VectorFile file = VectorFile.Open(path);
        var fields = new List<VectorFeature>();
        while (file.Next(month) is { } field)
        {
            fields.Add(field);
        }

        return fields;
    }

    // On EPSG:6933, an equal-area cylinder: the shoelace formula gives ground.
    private static decimal Hectares(VectorFeature field, CoordinateTransform toEqualArea)
    {
        double squareMetres = 0;
        foreach (IReadOnlyList<VectorRing> polygon in field.Polygons!)
        {
            for (int ring = 0; ring < polygon.Count; ring++)
            {
                double[] x = [.. polygon[ring].X], y = [.. polygon[ring].Y];
                toEqualArea.Transform(x, y);
                double twice = 0;
                for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
                {
                    twice += (x[j] * y[i]) - (x[i] * y[j]);
                }

                squareMetres += (ring == 0 ? 1 : -1) * Math.Abs(twice) / 2;
            }
        }

        return (decimal)squareMetres / 10_000m;
    }
}
