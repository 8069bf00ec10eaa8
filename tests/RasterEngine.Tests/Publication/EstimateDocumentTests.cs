using System.Text.Json;
using NJsonSchema;
using RasterEngine.Estimates;
using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Publication;

/// <summary>What <c>estimate --json</c> prints is what its schema and contract.md §5 say.</summary>
public sealed class EstimateDocumentTests
{
    [Theory]
    [InlineData(IntervalMethod.Mover, 15, 179, true)]
    [InlineData(IntervalMethod.Logit, 15, 179, true)]
    [InlineData(IntervalMethod.Normal, 0, 1, true)]
    [InlineData(IntervalMethod.Mover, 15, 179, false)]
    public async Task Document_ValidatesAgainstTheSchema(IntervalMethod method, long omitted, long right, bool areaKnown)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Repository.Path("src", "RasterEngine", "Publication", "Schemas", "estimate.json"), TestContext.Current.CancellationToken);
        Stratum[] strata = [new("crop", 10), new("other", 90)];
        UnitGroup[] groups = [Units(0, 0, 248), Units(0, 1, 26), Units(1, 0, omitted), Units(1, 1, right)];
        var reading = new PanelReading(new Panel(strata, ["crop", "other"], groups, ["north"]), areaKnown, 3);
        string json = JsonSerializer.Serialize(EstimateDocument.Of(PanelEstimator.Estimate(reading.Panel, new EstimateOptions(Method: method)), reading), EstimateJson.Default.EstimateDocument);
        Assert.Empty(schema.Validate(json));

        // A schema that lets anything pass would prove nothing.
        Assert.NotEmpty(schema.Validate(json.Replace("\"mappedHectares\"", "\"mappedHectare\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(json.Replace("\"level\": 0.95", "\"level\": 95", StringComparison.Ordinal)));

        using var document = JsonDocument.Parse(json);
        JsonElement crop = document.RootElement.GetProperty("estimates")[0];
        Assert.Equal(areaKnown ? JsonValueKind.Number : JsonValueKind.Null, crop.GetProperty("hectares").ValueKind);
        Assert.Equal(areaKnown, !json.Contains("area-unknown", StringComparison.Ordinal));
        Assert.Contains("3 of ", json, StringComparison.Ordinal);

        static UnitGroup Units(int map, int reference, long n) => new(map, map, UnitGroup.Whole(reference, 2), n, 1, 0);
    }

    [Theory]
    [InlineData(1234567.890123456, 1234567.89012)]
    [InlineData(0.1 + 0.2, 0.3)]
    [InlineData(double.NaN, null)]
    public void Digits_AreTwelve(double value, double? expected) => Assert.Equal(expected, EstimateDocument.Digits(value));
}
