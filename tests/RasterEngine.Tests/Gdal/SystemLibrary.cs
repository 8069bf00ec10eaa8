using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

/// <summary>The file behind the libgdal of this process, to copy or to point at.</summary>
internal static class SystemLibrary
{
    public static string File()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The process's map of files is read from /proc.");
        GdalLibrary.EnsureLoaded();
        return System.IO.File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length)..])
            .First(path => Path.GetFileName(path).StartsWith("libgdal.so", StringComparison.Ordinal));
    }
}
