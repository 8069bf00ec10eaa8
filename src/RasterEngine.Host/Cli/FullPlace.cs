using RasterEngine.Gdal;

namespace RasterEngine.Host.Cli;

/// <summary>Where results are written there is no space, or nothing may be written: nobody's fault that an hour and an administrator do not mend.</summary>
internal static class FullPlace
{
    public const string Full = "disk-full", ReadOnly = "read-only";

    // libgdal does not always say why it could not write.
    private const long LeastBytes = 64L << 20;

    // Linux's numbers, which .NET keeps as HResult: ENOSPC, EROFS, EDQUOT.
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;

    /// <summary>Its code; null when the failure is another one.</summary>
    public static string? Code(Exception e) => e switch
    {
        IOException { HResult: NoSpace or QuotaExceeded } => Full,
        IOException { HResult: ReadOnlyFileSystem } => ReadOnly,
        GdalException or IOException when e.Message.Contains("No space left on device", StringComparison.Ordinal) || e.Message.Contains("Disk quota exceeded", StringComparison.Ordinal) => Full,
        GdalException or IOException when e.Message.Contains("Read-only file system", StringComparison.Ordinal) => ReadOnly,
        _ => null,
    };

    /// <summary>Its disk has so little space left that a failure without a reason is taken for this one.</summary>
    public static bool IsNearlyFull(string folder) => new DriveInfo(folder).AvailableFreeSpace < LeastBytes;

    /// <summary>What a scan that waits for it says; null when the code is another one.</summary>
    /// <param name="code">As <see cref="Code"/> gave it.</param>
    /// <param name="again">It is tried again every so often.</param>
    public static string? Sentence(string? code, TimeSpan again) => code switch
    {
        Full => $"The disk that results are written to is full: this scan waits, and is tried again every {again.TotalSeconds:0} s.",
        ReadOnly => $"The folder that results are written to is read-only: this scan waits, and is tried again every {again.TotalSeconds:0} s.",
        _ => null,
    };
}
