using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace RasterEngine.Host.Api;

/// <summary>What an administrator may set about the pages, by environment variables such as <c>Pages__BaseMap</c>.</summary>
internal sealed record PageSettings
{
    /// <summary>Address of XYZ tiles to lie under the maps, with {z}, {x} and {y}; null for none, and then no page asks anything of anybody else.</summary>
    public string? BaseMap { get; init; }

    /// <summary>Whom the tiles are from.</summary>
    public string? BaseMapAttribution { get; init; }

    /// <summary>What a page's policy must allow besides the service itself: the tiles' host.</summary>
    public string? Origin => BaseMap is null ? null : new Uri(BaseMap).GetLeftPart(UriPartial.Authority);

    public JsonObject Document => new() { ["baseMap"] = BaseMap, ["attribution"] = BaseMapAttribution };

    /// <exception cref="ScanException">The address is not one of tiles.</exception>
    public static PageSettings Of(IConfiguration configuration)
    {
        PageSettings settings = configuration.GetSection("Pages").Get<PageSettings>() ?? new PageSettings();
        return settings.BaseMap is null || (Uri.TryCreate(settings.BaseMap, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && ((string[])["{z}", "{x}", "{y}"]).All(settings.BaseMap.Contains))
            ? settings
            : throw new ScanException("bad-argument", $"Pages__BaseMap is {settings.BaseMap}; expected an address such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png.");
    }
}
