using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// Documents that dashboards ask for again and again. The ETag is a hash of the very bytes, so that it changes exactly when they do; who sends it
/// back as If-None-Match gets 304 and nothing else.
/// </summary>
internal static class Polled
{
    /// <summary>Seconds after which asking again for a job that has not ended makes sense.</summary>
    public const int Pause = 2;

    // Of rows that lookups keep: most who poll are told what others were told before.
    private static readonly ConditionalWeakTable<ScanRow, Written> Statuses = new();

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The status document of a job.</summary>
    public static IResult Status(HttpContext http, ScanRow scan)
    {
        if (!Statuses.TryGetValue(scan, out Written? written))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(JobDocument.Of(scan), Plain);
            Statuses.AddOrUpdate(scan, written = new Written(json, Tag(json)));
        }

        return Bytes(http, written, JobDocument.IsFinal(scan.State));
    }

    /// <param name="http">The request.</param>
    /// <param name="document">The answer.</param>
    /// <param name="isFinal">Asking again will answer the same.</param>
    public static IResult Json(HttpContext http, JsonNode document, bool isFinal = true) => Bytes(http, JsonSerializer.SerializeToUtf8Bytes(document, Plain), isFinal);

    /// <summary>JSON that is written already.</summary>
    public static IResult Bytes(HttpContext http, byte[] json, bool isFinal = true) => Bytes(http, new Written(json, Tag(json)), isFinal);

    private static IResult Bytes(HttpContext http, Written written, bool isFinal)
    {
        // Kept by whoever asked and by nobody between, and held against the service before each use.
        http.Response.Headers.CacheControl = "private, no-cache";
        if (!isFinal)
        {
            http.Response.Headers.RetryAfter = Pause.ToString(CultureInfo.InvariantCulture);
        }

        return Results.Bytes(written.Json, "application/json; charset=utf-8", entityTag: written.Tag);
    }

    private static EntityTagHeaderValue Tag(byte[] json) => new($"\"{Convert.ToHexStringLower(XxHash128.Hash(json))}\"");

    private sealed record Written(byte[] Json, EntityTagHeaderValue Tag);
}
