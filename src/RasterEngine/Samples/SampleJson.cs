using System.Text.Json.Serialization;

namespace RasterEngine.Samples;

/// <summary>Compile-time JSON of samples and estimates.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DesignReport))]
[JsonSerializable(typeof(EstimateReport))]
public sealed partial class SampleJson : JsonSerializerContext;
