using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>
/// Which names are handed to GDAL. GDAL takes a name for much more than a file: /vsicurl/ fetches, MEM::: reads raw memory, a driver's
/// prefix opens in its own way. A full path of a regular file is none of these.
/// </summary>
public static partial class RasterFile
{
    /// <summary>The bytes that tell one format from another.</summary>
    public const int SignatureLength = 12;

    // ITU-T T.800, I.5.1: the signature box of a JPEG 2000 file; A.4.1 and A.5.1: how a codestream on its own begins.
    private static readonly byte[] Jp2Box = [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 13, 10, 0x87, 10], Jp2Codestream = [0xFF, 0x4F, 0xFF, 0x51];

    private const int AtCurrentFolder = -100, StatxType = 1, TypeMask = 0xF000, RegularFile = 0x8000;

    /// <summary>The full path of an existing regular file; a link to one counts.</summary>
    /// <exception cref="ArgumentException">Empty, or with a zero character.</exception>
    /// <exception cref="GdalException">Not a file, or one of GDAL's virtual names.</exception>
    public static string ToRead(string path)
    {
        string full = ToWrite(path);
        if (path.Contains("://", StringComparison.Ordinal))
            throw new GdalException("GDALOpenEx", path, "is an address, and only files on disk are read.");
        if (Directory.Exists(full))
            throw new GdalException("GDALOpenEx", path, "is a folder, and only files are read.");
        if (!File.Exists(full))
            throw new GdalException("GDALOpenEx", path, "there is no such file.");
        if (!IsRegular(full))
            throw new GdalException("GDALOpenEx", path, "is a pipe, a socket or a device, and only regular files are read.");
        return full;
    }

    /// <summary>The full path of a file that need not exist.</summary>
    /// <exception cref="ArgumentException">Empty, or with a zero character.</exception>
    /// <exception cref="GdalException">One of GDAL's virtual names.</exception>
    public static string ToWrite(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A path cannot hold a zero character.", nameof(path));
        string full = Path.GetFullPath(path);
        if (IsVirtual(path) || IsVirtual(full))
            throw new GdalException("GDALOpenEx", path, "is one of GDAL's virtual names, and only files on disk are used.");
        return full;
    }

    /// <summary>The one driver that may open a file: JP2OpenJPEG if it begins as JPEG 2000 does, else GTiff, which knows its own.</summary>
    /// <param name="path">Of a regular file.</param>
    /// <exception cref="GdalException">It cannot be read, or this libgdal has no such driver.</exception>
    internal static string DriverOf(string path)
    {
        Span<byte> start = stackalloc byte[SignatureLength];
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GdalException("GDALOpenEx", path, $"cannot be read ({e.Message})");
        }
        if (!IsJpeg2000(start))
            return "GTiff";
        return GdalLibrary.RegisteredDrivers.Contains("JP2OpenJPEG")
            ? "JP2OpenJPEG"
            : throw new GdalException("GDALOpenEx", path, "is a JPEG 2000 file, and this libgdal has no JP2OpenJPEG driver.");
    }

    private static bool IsVirtual(string path) =>
        path.Replace('\\', '/').TrimStart('/').StartsWith("vsi", StringComparison.OrdinalIgnoreCase)
        && path.Length > 0 && path[0] is '/' or '\\';

    /// <summary>True when a file that begins so is a JPEG 2000 file, or a codestream on its own.</summary>
    /// <param name="start">The first <see cref="SignatureLength"/> bytes, or all of a shorter file.</param>
    public static bool IsJpeg2000(ReadOnlySpan<byte> start) => start.StartsWith(Jp2Box) || start.StartsWith(Jp2Codestream);

    /// <summary>False for a pipe, a socket or a device, which must not even be opened.</summary>
    public static unsafe bool IsRegular(string path)
    {
        // .NET does not tell a pipe from a file, and opening a pipe to find out waits for its writer.
        if (!OperatingSystem.IsLinux())
            return (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory)) == 0;
        // struct statx is the same on every architecture: 256 bytes, stx_mode is the 16 bits at 28.
        byte* status = stackalloc byte[256];
        return Statx(AtCurrentFolder, path, 0, StatxType, status) == 0 && (*(ushort*)(status + 28) & TypeMask) == RegularFile;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* status);
}
