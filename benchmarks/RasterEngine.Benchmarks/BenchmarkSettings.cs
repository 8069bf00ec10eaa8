using BenchmarkDotNet.Configs;

namespace RasterEngine.Benchmarks;

/// <summary>BenchmarkDotNet's defaults, with pixels as the unit and everything written below artifacts/benchmarks.</summary>
internal static class BenchmarkSettings
{
    public static IConfig Make() => ManualConfig.Create(DefaultConfig.Instance)
        .WithBuildTimeout(TimeSpan.FromMinutes(10)) // two are too few on a busy machine
        .WithArtifactsPath(Path.Combine(Tree.Root, "artifacts", "benchmarks"))
        .AddColumn(new PixelRateColumn(), new ByteRateColumn(), new TrafficShareColumn(), new RunTimeColumn());
}
