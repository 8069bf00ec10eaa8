namespace RasterEngine.Host.Jobs;

/// <summary>Names in the work folder of a scan.</summary>
internal static class ScanFiles
{
    /// <summary>The question, its scenes chosen.</summary>
    public const string Document = "scan.json";

    /// <summary>How it was cut; there when it was.</summary>
    public const string Cut = "cut.json";

    /// <summary>What a shard leaves, in a folder of the attempt's.</summary>
    public const string Part = "part";
}
