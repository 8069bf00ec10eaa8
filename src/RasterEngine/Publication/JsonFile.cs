using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RasterEngine.Publication;

/// <summary>A document as a file: UTF-8 with a newline at its end.</summary>
internal static class JsonFile
{
    // Whole, not as a stream: only so do generated writers serve that bring no metadata, and two hundred methods fewer are compiled at a start.
    public static void Write<T>(string path, T document, JsonTypeInfo<T> type) => File.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(document, type), (byte)'\n']);
}
