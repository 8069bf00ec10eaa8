using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>Parameters of an address, read strictly: one that is not known, is given twice or has no such value is refused, not ignored.</summary>
internal static class QueryParameters
{
    public static ScanException Bad(string sentence) => new("bad-parameter", sentence);

    /// <exception cref="ScanException">There is another parameter.</exception>
    public static void RefuseOthers(this IQueryCollection query, IEnumerable<string> known)
    {
        if (query.Keys.FirstOrDefault(k => !known.Contains(k, StringComparer.Ordinal)) is { } unknown)
        {
            throw Bad($"“{unknown}” is not a known parameter; expected {string.Join(", ", known)}.");
        }
    }

    /// <summary>Null when it is not given.</summary>
    /// <exception cref="ScanException">It is given more than once.</exception>
    public static string? One(this IQueryCollection query, string name) =>
        query[name] is { Count: > 0 } values ? values.Count == 1 ? values[0] : throw Bad($"“{name}” is given {values.Count} times; expected once.") : null;

    /// <summary>Values with commas between, or given several times.</summary>
    public static string[] Many(this IQueryCollection query, string name) => [.. query[name].SelectMany(v => (v ?? "").Split(',')).Where(v => v.Length > 0)];

    /// <exception cref="ScanException">It is no whole number of that range.</exception>
    public static int Whole(this IQueryCollection query, string name, int least, int most, int usual) => query.One(name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : throw Bad($"“{name}” is {text}; expected a whole number from {least}{(most == int.MaxValue ? "" : $" to {most}")}.");

    /// <summary>The same question for the page of a list after, or before, a place.</summary>
    public static string From(this IQueryCollection query, int limit, string direction, string place) =>
        string.Join('&', query.Where(p => p.Key is not ("limit" or "offset" or "after" or "before")).SelectMany(p => p.Value.Select(v => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(v ?? "")}"))
            .Append($"limit={limit}").Append($"{direction}={Uri.EscapeDataString(place)}"));

    /// <summary>The same question for another part of a list.</summary>
    public static string At(this IQueryCollection query, int limit, int offset) =>
        string.Join('&', query.Where(p => p.Key is not ("limit" or "offset")).SelectMany(p => p.Value.Select(v => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(v ?? "")}"))
            .Append($"limit={limit}").Append($"offset={offset}"));
}
