using System.Text.Json.Serialization;

namespace RasterEngine.Monitors;

/// <summary>Compile-time JSON of a state's head.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateHeader))]
internal sealed partial class StateJson : JsonSerializerContext;
