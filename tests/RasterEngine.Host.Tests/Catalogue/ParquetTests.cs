using System.Diagnostics;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>The estimates as GeoParquet, read by another library than the one that wrote them: hyparquet, in JavaScript.</summary>
public sealed class ParquetTests(RunningService running, FinishedScan scan)
{
    private const string Script = """
        import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
        const file = await asyncBufferFromFile(process.argv[1]);
        const { key_value_metadata } = await parquetMetadataAsync(file);
        // A geometry column is decoded from WKB to GeoJSON, as its "geo" entry tells.
        const rows = await parquetReadObjects({ file });
        console.log(JSON.stringify({ geo: JSON.parse(key_value_metadata.find(({ key }) => key === 'geo').value), rows }, (_, value) => typeof value === 'bigint' ? Number(value) : value));
        """;

    [Fact]
    public async Task Hyparquet_ReadsTheRowsOfTheFeatures()
    {
        (string job, _) = await scan.Get(running);
        string address = $"/collections/estimates/items?jobId={job[(job.LastIndexOf('/') + 1)..]}";
        JsonElement[] features = [.. (await running.Process.Get(address + "&limit=1000")).GetProperty("features").EnumerateArray()];
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["estimates.parquet"], await running.Process.Client.GetByteArrayAsync(address + "&f=parquet", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        JsonElement read = JsonSerializer.Deserialize<JsonElement>(await Node(folder["estimates.parquet"]));

        Assert.Equal(("1.1.0", "geometry", "WKB"), (read.GetProperty("geo").GetProperty("version").GetString(), read.GetProperty("geo").GetProperty("primary_column").GetString(), read.GetProperty("geo").GetProperty("columns").GetProperty("geometry").GetProperty("encoding").GetString()));
        JsonElement[] rows = [.. read.GetProperty("rows").EnumerateArray()];
        Assert.Equal(features.Length, rows.Length);
        foreach ((JsonElement feature, JsonElement row) in features.Zip(rows))
        {
            foreach (JsonProperty property in feature.GetProperty("properties").EnumerateObject())
            {
                Assert.Equal(Text(property.Value), row.TryGetProperty(property.Name, out JsonElement value) ? Text(value) : "");
            }

            Assert.Equal(Places(feature.GetProperty("geometry")), Places(row.GetProperty("geometry")));
        }
    }

    // 4 and 4.00 are one number.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.Null => "",
        _ => value.ToString(),
    };

    private static string Places(JsonElement geometry) => geometry.ValueKind == JsonValueKind.Null ? "" : $"{geometry.GetProperty("type").GetString()} {string.Join(' ', Numbers(geometry.GetProperty("coordinates")))}";

    private static IEnumerable<double> Numbers(JsonElement coordinates) => coordinates.ValueKind == JsonValueKind.Number ? [coordinates.GetDouble()] : coordinates.EnumerateArray().SelectMany(Numbers);

    private static async Task<string> Node(string file)
    {
        // Modules are found from the folder it runs in.
        using Process process = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, file]) { WorkingDirectory = Checkout.NpmModules, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
