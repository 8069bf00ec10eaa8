using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RasterEngine.Scans;

/// <summary>Compile-time JSON of what is written while a document is made, so that start-up needs no reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ScanDocumentJson : JsonSerializerContext;
