using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RasterEngine.Estimates;
using RasterEngine.Scans;

namespace RasterEngine.Host.Cli;

/// <summary>Compile-time JSON of what verbs print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FileInspection[]))]
[JsonSerializable(typeof(DoctorCheck[]))]
[JsonSerializable(typeof(IReadOnlyList<SelfTestNumber>))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class CliJson : JsonSerializerContext;
