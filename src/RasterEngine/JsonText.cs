using System.Text.Json;

namespace RasterEngine;

/// <summary>A fault of JSON that parsers let through until the text is read.</summary>
public static class JsonText
{
    /// <summary>Refuses half a surrogate pair written as an escape (<c>"\ud800"</c>): it is no character, and reading it as text fails.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">Where it is, or where the document is not JSON at all.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("half a surrogate pair is no character", e);
            }
        }
    }
}
