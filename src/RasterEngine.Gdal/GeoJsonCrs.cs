using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RasterEngine.Gdal;

/// <summary>
/// Reads what a GeoJSON file says its coordinates mean ("crs", GeoJSON 2008 §3), before libgdal does: that would fetch an address named there,
/// and take a name it does not know for WGS 84.
/// </summary>
internal static partial class GeoJsonCrs
{
    private const int BufferBytes = 64 << 10;

    /// <exception cref="GdalException">A coordinate reference system is named that cannot be told without asking elsewhere, or none at all by that name.</exception>
    public static void Check(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Check(path, file);
        }
        catch (JsonException e)
        {
            throw new GdalException("GDALOpenEx", path, $"is not GeoJSON ({e.Message})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GdalException("GDALOpenEx", path, e.Message);
        }
    }

    // Token by token: files of zones may be large.
    private static void Check(string path, FileStream file)
    {
        byte[] buffer = new byte[BufferBytes];
        int held = file.ReadAtLeast(buffer, 3, throwOnEndOfStream: false);
        int start = buffer.AsSpan(0, held).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = 256 });
        var found = new Finder();
        for (bool isLast = false; ;)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, held - start), isLast, state);
            while (reader.Read())
            {
                if (found.Take(ref reader) is { } name)
                    Judge(path, name);
            }
            if (isLast)
                return;
            state = reader.CurrentState;
            held -= start + (int)reader.BytesConsumed;
            buffer.AsSpan(start + (int)reader.BytesConsumed, held).CopyTo(buffer);
            start = 0;
            if (held == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            int read = file.Read(buffer, held, buffer.Length - held);
            (held, isLast) = (held + read, read == 0);
        }
    }

    private static void Judge(string path, string name)
    {
        Match match = Names().Match(name);
        if (!match.Success)
            throw new GdalException("GDALOpenEx", path, $"names its coordinate reference system by “{name}”, which is not looked up; expected a name such as urn:ogc:def:crs:EPSG::32633, or none for longitude and latitude.");
        if (match.Groups["code"] is { Success: true } code)
            _ = SpatialReference.FromEpsg(int.Parse(code.ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?:urn:(?:x-)?ogc:def:crs:)?(?:EPSG:(?:[0-9.]*:)?(?<code>[0-9]{1,6})|OGC:(?:[0-9.]*:)?CRS84h?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    /// <summary>Finds every "crs" that is an object, but not among a feature's properties, where the word means nothing.</summary>
    private sealed class Finder
    {
        private const int Nowhere = -1;

        private int crs = Nowhere, properties = Nowhere;
        private string? last, type, name;

        /// <returns>At the end of one: its name, or what stands there instead.</returns>
        public string? Take(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    last = reader.ValueSpan.Length <= 16 ? reader.GetString() : null;
                    return null;
                case JsonTokenType.StartObject when crs == Nowhere && properties == Nowhere && last == "crs":
                    (crs, type, name) = (reader.CurrentDepth, null, null);
                    break;
                case JsonTokenType.StartObject when crs == Nowhere && properties == Nowhere && last == "properties":
                    properties = reader.CurrentDepth;
                    break;
                case JsonTokenType.String when crs != Nowhere && reader.CurrentDepth == crs + 1 && last == "type":
                    type = reader.GetString();
                    break;
                case JsonTokenType.String when crs != Nowhere && reader.CurrentDepth == crs + 2 && last is "name" or "href":
                    name = reader.GetString();
                    break;
                case JsonTokenType.EndObject when reader.CurrentDepth == crs:
                    crs = Nowhere;
                    return type == "name" && name is not null ? name : $"{type} {name}".Trim();
                case JsonTokenType.EndObject when reader.CurrentDepth == properties:
                    properties = Nowhere;
                    break;
            }

            last = null;
            return null;
        }
    }
}
