using Microsoft.Extensions.Configuration;
using RasterEngine.Host.Api;
using Xunit;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>A base map is the one thing that pages may fetch from elsewhere, and only where it is set.</summary>
public sealed class PageSettingsTests
{
    [Fact]
    public void Policy_AllowsTheTilesHost_WhenABaseMapIsSet()
    {
        PageSettings settings = Of("https://tiles.example.org/a/{z}/{x}/{y}.png");
        Assert.Equal("https://tiles.example.org", settings.Origin);
        Assert.Contains("img-src 'self' https://tiles.example.org data: blob:;", SecurityHeaders.Pages(settings.Origin), StringComparison.Ordinal);
        Assert.DoesNotContain("http", SecurityHeaders.Pages(Of(null).Origin), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiles/{z}/{x}/{y}.png")]
    [InlineData("https://tiles.example.org/{z}/{x}.png")]
    [InlineData("file:///tiles/{z}/{x}/{y}.png")]
    public void BaseMap_IsRefused_WhenItIsNoAddressOfTiles(string address) => Assert.Contains("Pages__BaseMap", Assert.Throws<ScanException>(() => Of(address)).Message, StringComparison.Ordinal);

    private static PageSettings Of(string? address) => PageSettings.Of(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Pages:BaseMap", address)]).Build());
}
