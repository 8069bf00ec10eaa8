using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;

namespace RasterEngine.Host.Api;

/// <summary>Rows as GeoParquet 1.1: a table whose geometry is WKB, in longitude and latitude.</summary>
internal static class EstimateParquet
{
    private const string Geometry = "geometry";

    public static async Task<byte[]> Write(IReadOnlyList<EstimateRow> rows, CancellationToken cancellation)
    {
        DataField[] fields = [.. EstimateFile.Columns.Select(c => (DataField)(c.Type == typeof(double) ? new DataField<double?>(c.Name) : c.Type == typeof(long) ? new DataField<long?>(c.Name) : new DataField<string>(c.Name))), new DataField<byte[]>(Geometry)];
        using var file = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, cancellationToken: cancellation))
        {
            writer.CustomMetadata = new Dictionary<string, string> { ["geo"] = Meta().ToJsonString() };
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                await Column(group, fields[i], i);
            }

            group.CompleteValidate();
        }

        return file.ToArray();

        async Task Column(ParquetRowGroupWriter group, DataField field, int column)
        {
            object?[] values = [.. rows.Select(r => field.Name == Geometry ? r.Geometry is null ? null : Wkb(r.Geometry) : r.Properties.ElementAt(column).Value)];
            if (field.ClrType == typeof(double))
            {
                await group.WriteAsync<double>(field, values.Select(v => v is decimal d ? (double?)d : null).ToArray(), cancellationToken: cancellation);
            }
            else if (field.ClrType == typeof(long))
            {
                await group.WriteAsync<long>(field, values.Select(v => v is int n ? (long?)n : null).ToArray(), cancellationToken: cancellation);
            }
            else if (field.Name == Geometry)
            {
                await group.WriteAsync(field, [.. values.Select(v => (byte[]?)v)]);
            }
            else
            {
                await group.WriteAsync(field, [.. values.Select(v => (string?)v)]);
            }
        }
    }

    private static JsonObject Meta() => new()
    {
        ["version"] = "1.1.0",
        ["primary_column"] = Geometry,
        // No crs means OGC:CRS84: longitude, latitude.
        ["columns"] = new JsonObject { [Geometry] = new JsonObject { ["encoding"] = "WKB", ["geometry_types"] = new JsonArray("Polygon", "MultiPolygon") } },
    };

    // OGC 06-103r4 §8.2, little-endian.
    private static byte[] Wkb(JsonNode geometry)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var coordinates = (JsonArray)geometry["coordinates"]!;
        if (geometry["type"]!.GetValue<string>() == "MultiPolygon")
        {
            Head(6, coordinates.Count);
            foreach (JsonNode? polygon in coordinates)
            {
                Polygon((JsonArray)polygon!);
            }
        }
        else
        {
            Polygon(coordinates);
        }

        return bytes.ToArray();

        void Head(uint type, int count)
        {
            writer.Write((byte)1);
            writer.Write(type);
            writer.Write((uint)count);
        }

        void Polygon(JsonArray rings)
        {
            Head(3, rings.Count);
            foreach (JsonNode? ring in rings)
            {
                var places = (JsonArray)ring!;
                writer.Write((uint)places.Count);
                foreach (JsonNode? place in places)
                {
                    writer.Write(place![0]!.GetValue<double>());
                    writer.Write(place[1]!.GetValue<double>());
                }
            }
        }
    }
}
