using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Somebody whose tokens a service takes, made from RFC 7515, 7517 and 7519 without the library that checks them.</summary>
internal static class Authority
{
    public const string Issuer = "https://login.example/";

    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>Its public key as a JSON Web Key Set.</summary>
    public static string KeySet => KeySetWith();

    /// <summary>The same with keys that came later.</summary>
    public static string KeySetWith(params (string Id, RSA Key)[] later) => JsonSerializer.Serialize(new
    {
        keys = later.Prepend((Id: "one", Key)).Select(k =>
        {
            RSAParameters open = k.Key.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", kid = k.Id, alg = "RS256", n = Base64Url.EncodeToString(open.Modulus), e = Base64Url.EncodeToString(open.Exponent) };
        }),
    });

    /// <summary>A token signed with its key, or with <paramref name="otherKey"/>.</summary>
    public static string Token(object claims, RSA? otherKey = null, string keyId = "one")
    {
        string signed = Part(new { alg = "RS256", typ = "JWT", kid = keyId }) + "." + Part(claims);
        return signed + "." + Base64Url.EncodeToString((otherKey ?? Key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>A token with the signature that whoever knows the public key could make.</summary>
    public static string WithSharedSecret(object claims)
    {
        string signed = Part(new { alg = "HS256", typ = "JWT", kid = "one" }) + "." + Part(claims);
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Key.ExportParameters(false).Modulus!, Encoding.ASCII.GetBytes(signed)));
    }

    /// <summary>A token that claims to need no signature.</summary>
    public static string Unsigned(object claims) => Part(new { alg = "none", typ = "JWT" }) + "." + Part(claims) + ".";

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
