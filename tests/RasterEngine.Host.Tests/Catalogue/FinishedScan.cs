using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Catalogue;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(FinishedScan))]

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>One scan with two zones, finished, for all tests that read results. Its name would be a formula in a spreadsheet.</summary>
public sealed class FinishedScan
{
    public const string Name = "=HYPERLINK(\"http://example.org\")";

    /// <summary>Around the left half of the scene (15.0000 to 15.0087 E, 48.7473 to 48.7530 N, by PROJ), and the right half.</summary>
    private const string Zones = """
        { "id": "name", "features": { "type": "FeatureCollection", "features": [
          { "type": "Feature", "properties": { "name": "west" }, "geometry": { "type": "Polygon", "coordinates": [[[14.99, 48.74], [15.0043, 48.74], [15.0043, 48.76], [14.99, 48.76], [14.99, 48.74]]] } },
          { "type": "Feature", "properties": { "name": "@east" }, "geometry": { "type": "Polygon", "coordinates": [[[15.0043, 48.74], [15.02, 48.74], [15.02, 48.76], [15.0043, 48.76], [15.0043, 48.74]]] } } ] } }
        """;

    private Task<(string Job, JsonElement Report)>? made;

    /// <summary>Its address and its report.</summary>
    public Task<(string Job, JsonElement Report)> Get(RunningService running) => made ??= Make(running);

    private static async Task<(string Job, JsonElement Report)> Make(RunningService running)
    {
        JsonObject document = running.Folder.Pair("catalogue", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        document["name"] = Name;
        document["zones"] = JsonNode.Parse(Zones);
        string job = await running.Process.Submit(document);
        JsonElement status = await running.Process.End(job);
        Assert.True(status.GetProperty("status").GetString() == "successful", status.ToString());
        return (job, (await running.Process.Get(job + "/results")).GetProperty("report"));
    }
}
