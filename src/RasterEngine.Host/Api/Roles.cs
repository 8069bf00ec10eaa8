namespace RasterEngine.Host.Api;

/// <summary>What a key may do; each role may do what those before it may.</summary>
internal static class Roles
{
    public const string Viewer = "viewer", Analyst = "analyst", Operator = "operator";

    public static IReadOnlyList<string> All { get; } = [Viewer, Analyst, Operator];
}
