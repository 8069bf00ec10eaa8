namespace RasterEngine.Host.Api;

/// <summary>An authority whose tokens (JWT) are taken as well as keys. It is not asked: its public keys lie in a file.</summary>
internal sealed record TokenSettings
{
    /// <summary>File with a JSON Web Key Set, or with one public key in PEM.</summary>
    public string Keys { get; init; } = "";

    public string Issuer { get; init; } = "";

    public string Audience { get; init; } = "";

    /// <summary>The claim that holds the role, one or several.</summary>
    public string RoleClaim { get; init; } = "role";

    public string TenantClaim { get; init; } = "tenant";

    /// <summary>What the authority calls a role → viewer, analyst or operator. Empty where it uses our words.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();
}
