using System.Net;
using System.Security.Cryptography;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Tokens of another authority instead of keys.</summary>
public sealed class TokenTests(LimitedService limited)
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Fact]
    public async Task Token_AdmitsWithTheRoleAndTenantOfItsClaims()
    {
        using HttpResponseMessage answer = await Ask(Authority.Token(new { iss = Authority.Issuer, aud = "raster-engine", sub = "ines", exp = Now + 60, role = new[] { "staff", "gis-staff" }, organisation = "north" }));
        Assert.Equal("""{"name":"ines","role":"analyst","tenant":"north"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Session_OfAToken_EndsWithIt()
    {
        using HttpResponseMessage answer = await Ask(Authority.Token(new { iss = Authority.Issuer, aud = "raster-engine", sub = "ines", exp = Now + 60, role = "viewer", organisation = "north" }), HttpMethod.Post);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        string age = answer.Headers.GetValues("Set-Cookie").Single().Split("max-age=")[1].Split(';')[0];
        Assert.InRange(int.Parse(age, System.Globalization.CultureInfo.InvariantCulture), 50, 60);
    }

    [Fact]
    public async Task Token_IsRefused_WhenAnythingAboutItIsWrong()
    {
        using var stranger = RSA.Create(2048);
        var good = new { iss = Authority.Issuer, aud = "raster-engine", sub = "ines", exp = Now + 60, role = "viewer", organisation = "north" };
        string signed = Authority.Token(good);
        (string Why, string Token)[] tokens =
        [
            ("another key", Authority.Token(good, stranger)),
            ("a shared secret", Authority.WithSharedSecret(good)),
            ("no signature", Authority.Unsigned(good)),
            ("changed", signed[..(signed.IndexOf('.') + 5)] + "A" + signed[(signed.IndexOf('.') + 6)..]),
            ("out of date", Authority.Token(good with { exp = Now - 120 })),
            ("another service's", Authority.Token(good with { aud = "mail" })),
            ("another authority's", Authority.Token(good with { iss = "https://elsewhere.example/" })),
            ("a role we do not know", Authority.Token(good with { role = "admin" })),
            ("no tenant", Authority.Token(good with { organisation = "" })),
        ];
        foreach ((string why, string token) in tokens)
        {
            // Each from an address of its own: wrong ones are counted.
            using HttpResponseMessage answer = await Ask(token, address: $"127.0.3.{Array.FindIndex(tokens, t => t.Why == why) + 1}");
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{why}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Token_OfANewKey_IsTaken_WhenTheFileOfKeysHasIt()
    {
        using var later = RSA.Create(2048);
        string token = Authority.Token(new { iss = Authority.Issuer, aud = "raster-engine", sub = "ines", exp = Now + 60, role = "viewer", organisation = "north" }, later, "two");
        using HttpResponseMessage before = await Ask(token, address: "127.0.3.101");
        Assert.Equal(HttpStatusCode.Unauthorized, before.StatusCode);
        await File.WriteAllTextAsync(limited.Keys, "{ half", TestContext.Current.CancellationToken);
        using HttpResponseMessage half = await Ask(token, address: "127.0.3.101");
        Assert.Equal(HttpStatusCode.Unauthorized, half.StatusCode);
        await File.WriteAllTextAsync(limited.Keys, Authority.KeySetWith(("two", later)), TestContext.Current.CancellationToken);
        using HttpResponseMessage after = await Ask(token, address: "127.0.3.101");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(string token, HttpMethod? method = null, string address = "127.0.3.100")
    {
        using HttpClient client = limited.Process.From(address);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/session");
        request.Headers.Authorization = new("Bearer", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
