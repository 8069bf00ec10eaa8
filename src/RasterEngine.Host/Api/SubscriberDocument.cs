using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The <c>subscriber</c> of a request to execute.</summary>
internal static class SubscriberDocument
{
    private const int LongestUri = 2000;

    // The standard's schema requires successUrl and defines successUri; both mean the same here.
    private static readonly string[] Fields = ["successUri", "successUrl", "failedUri", "inProgressUri"];

    /// <returns>Null when nobody is to be told.</returns>
    /// <exception cref="ScanException">What is wrong with it.</exception>
    public static Subscriber? Parse(JsonNode? subscriber, CallbackHosts hosts)
    {
        if (subscriber is null)
        {
            return null;
        }

        JsonObject document = subscriber as JsonObject ?? throw new ScanException("bad-field", "“subscriber” is not an object; expected { \"successUri\": \"https://…\" }.");
        if (document.FirstOrDefault(f => !Fields.Contains(f.Key)).Key is { } unknown)
        {
            throw new ScanException("unknown-field", $"“subscriber.{unknown}” is not a known field; expected {string.Join(", ", Fields)}.");
        }

        string? Uri(string field)
        {
            if (document[field] is not { } value)
            {
                return null;
            }

            string text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
            string? refusal = text.Length > LongestUri ? $"is longer than {LongestUri} characters" : hosts.Refusal(text);
            return refusal is null ? text : throw new ScanException("bad-callback", $"“subscriber.{field}” {refusal}.");
        }

        var told = new Subscriber(Uri("successUri") ?? Uri("successUrl"), Uri("failedUri"), Uri("inProgressUri"));
        return told == new Subscriber(null, null, null) ? null : told;
    }
}
