namespace RasterEngine.Host.Api;

/// <summary>What an administrator may switch on.</summary>
/// <param name="Echo">The process <c>echo</c>, for compliance tests: <c>RASTERENGINE_ECHO=1</c>.</param>
internal sealed record ServiceSettings(bool Echo)
{
    public static ServiceSettings OfEnvironment() => new(Environment.GetEnvironmentVariable("RASTERENGINE_ECHO") == "1");
}
