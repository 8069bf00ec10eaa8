using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RasterEngine.Scans;

/// <summary>Compile-time JSON of what is written while a document is made, so that start-up needs no reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ScanDocumentJson : JsonSerializerContext
{
    /// <summary>On one line, with every character as people type it: for a terminal, not for a web page.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { TypeInfoResolver = Default, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
