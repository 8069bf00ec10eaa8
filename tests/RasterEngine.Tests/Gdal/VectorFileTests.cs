using System.Globalization;
using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public sealed class VectorFileTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");

    private const string Two = """
        { "type": "FeatureCollection", "features": [
          { "type": "Feature", "properties": { "name": "á", "n": 7 }, "geometry": { "type": "Polygon", "coordinates": [ [ [1,2,9],[3,2,9],[3,4,9],[1,2,9] ], [ [2.5,2.2],[2.6,2.2],[2.6,2.3],[2.5,2.2] ] ] } },
          { "type": "Feature", "properties": { "name": null, "n": 8 }, "geometry": null } ] }
        """;

    [Fact]
    public void GeoJson_IsReadWithItsFieldsAndRings_AndIsWgs84()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.geojson"], Two);
        using VectorFile file = VectorFile.Open(folder["a.geojson"]);
        Assert.Equal(("GeoJSON", "EPSG:4326"), (file.Driver, file.SpatialReference!.Code));
        Assert.Equal(["name", "n"], file.FieldNames);
        VectorFeature first = file.Next("name")!;
        Assert.Equal((1, "á", "POLYGON"), (first.Number, first.Text, first.Geometry));
        IReadOnlyList<VectorRing> rings = Assert.Single(first.Polygons!);
        Assert.Equal([1, 3, 3, 1], rings[0].X);
        Assert.Equal([2, 2, 4, 2], rings[0].Y);
        Assert.Equal([2.2, 2.2, 2.3, 2.2], rings[1].Y);
        VectorFeature second = file.Next("name")!;
        Assert.Equal((2, null, null), (second.Number, second.Text, second.Geometry));
        Assert.Empty(second.Polygons!);
        Assert.Null(file.Next("name"));
        Assert.Throws<ArgumentException>(() => file.Next("nome"));
    }

    [Theory]
    [InlineData("a.geojson", "", "not GeoJSON")]
    [InlineData("a.geojson", "hello", "first bytes")]
    [InlineData("a.gpkg", "{}", "SQLite")]
    [InlineData("a.shp", "{}", "Shapefile")]
    [InlineData("a.kml", "<kml/>", "expected a .geojson")]
    [InlineData("a.json", "{ \"type\": \"Feature\"", "")]
    [InlineData("a.vrt", "<OGRVRTDataSource/>", "expected a .geojson")]
    public void OtherFile_IsRefused(string name, string text, string words)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], text);
        GdalException e = Assert.Throws<GdalException>(() => VectorFile.Open(folder[name]));
        Assert.Contains(words.Split('|'), word => e.Message.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void DeepJson_IsRefused_AndEndsNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.geojson"], """{ "type": "FeatureCollection", "features": [""" + new string('[', 100_000));
        Assert.Throws<GdalException>(() =>
        {
            using VectorFile file = VectorFile.Open(folder["a.geojson"]);
            file.Next();
        });
    }

    [Fact]
    public void OtherThread_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.geojson"], Two);
        using VectorFile file = VectorFile.Open(folder["a.geojson"]);
        Assert.IsType<InvalidOperationException>(OtherThread.Run(() => file.Next()));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Next());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GeoPackage_IsReadWithoutAFileBesideIt(bool writeAheadLog)
    {
        using var folder = new TemporaryFolder();
        string file = Copy(folder, "s2-inn-fields", "fields_drawn_utm.gpkg");
        if (writeAheadLog)
        {
            // Bytes 18 and 19 of an SQLite file: 2 when its journal is a write-ahead log.
            byte[] bytes = File.ReadAllBytes(file);
            (bytes[18], bytes[19]) = (2, 2);
            File.WriteAllBytes(file, bytes);
        }

        byte[] before = File.ReadAllBytes(file);
        File.SetAttributes(file, FileAttributes.ReadOnly);
        var made = new List<string>();
        using (var watcher = new FileSystemWatcher(folder.Path) { EnableRaisingEvents = true })
        {
            watcher.Created += (_, e) =>
            {
                lock (made)
                {
                    made.Add(e.Name!);
                }
            };
            using VectorFile vectors = VectorFile.Open(file);
            Assert.Equal(("GPKG", "fields", "EPSG:32633"), (vectors.Driver, vectors.Layer, vectors.SpatialReference!.Code));
            Assert.Equal("F01", vectors.Next("field_id")!.Text);
            Assert.Equal("2", vectors.Next("fid")!.Text);
            Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder.Path));
            File.WriteAllText(folder["seen"], "");
            SpinWait.SpinUntil(() => made.Count > 0, 2000);
        }

        Assert.Equal(["seen"], made);
        Assert.Equal(before, File.ReadAllBytes(file));
        File.SetAttributes(file, FileAttributes.Normal);
    }

    [Fact]
    public void GeoPackage_IsRefused_WhenChangesWaitBesideIt()
    {
        using var folder = new TemporaryFolder();
        string file = Copy(folder, "s2-inn-fields", "fields_drawn_utm.gpkg");
        File.WriteAllText(file + "-wal", "x");
        Assert.Contains("-wal", Assert.Throws<GdalException>(() => VectorFile.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GeoPackage_IsRefused_WhenItIsCutShort()
    {
        using var folder = new TemporaryFolder();
        string file = Copy(folder, "lem-fields-bahia", "lem_fields.gpkg");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1_000_000]);
        Assert.Throws<GdalException>(() =>
        {
            using VectorFile vectors = VectorFile.Open(file);
            while (vectors.Next() is not null)
            {
            }
        });
    }

    [Fact]
    public void Shapefile_HasNoReference_WithoutItsPrj()
    {
        using var folder = new TemporaryFolder();
        string[] parts = [.. ((string[])["shp", "shx", "dbf"]).Select(part => Copy(folder, Path.Combine("s2-swiss-wheat-2022", "fields"), $"Ruetteli.{part}"))];
        using VectorFile file = VectorFile.Open(parts[0]);
        Assert.Null(file.SpatialReference);
        Assert.Equal(parts.Order(), VectorFile.Parts(parts[0]).Order());
        Assert.Single(file.Next()!.Polygons!);
    }

    [Fact]
    public void Layer_IsAskedFor_WhenItIsMissing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.geojson"], Two);
        GdalException e = Assert.Throws<GdalException>(() => VectorFile.Open(folder["a.geojson"], "fields"));
        Assert.Contains("no layer fields (layers: a)", e.Message.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Copy(TemporaryFolder folder, string from, string name)
    {
        string source = Path.Combine(Data, from, name);
        Assert.SkipUnless(File.Exists(source), $"{from} is not beside the checkout");
        File.WriteAllBytes(folder[name], File.ReadAllBytes(source));
        return folder[name];
    }
}
