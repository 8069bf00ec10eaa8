using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>
/// A compression library that travels with libgdal, looked for as libgdal is: the program's own files, then the system. It may be missing:
/// DEFLATE then runs on .NET's own zlib, 1.8 times as dear, and ZSTD is left to libgdal.
/// </summary>
public sealed class CodecLibrary
{
    /// <summary>The environment variable that, set to <see cref="Managed"/>, leaves these libraries out, and our own decoder with them.</summary>
    public const string Setting = "RASTERENGINE_CODECS";

    /// <summary>The value of <see cref="Setting"/> for .NET's own codecs only.</summary>
    public const string Managed = "managed";

    private static readonly Lazy<CodecLibrary> deflate = new(() => Find("deflate", 0, "libdeflate_zlib_decompress"));
    private static readonly Lazy<CodecLibrary> zstd = new(() => Find("zstd", 1, "ZSTD_decompressDCtx"));

    private CodecLibrary(nint handle, string? from) => (Handle, LoadedFrom) = (handle, from);

    /// <summary>libdeflate: zlib streams, both ways.</summary>
    /// <exception cref="GdalException">The setting has another value than the one it knows.</exception>
    public static CodecLibrary Deflate => deflate.Value;

    /// <summary>libzstd: Zstandard frames, both ways.</summary>
    /// <exception cref="GdalException">The setting has another value than the one it knows.</exception>
    public static CodecLibrary Zstd => zstd.Value;

    public bool IsFound => Handle != 0;

    /// <summary>Whether the setting asks for .NET's own codecs and no others.</summary>
    internal static bool IsManagedOnly => Environment.GetEnvironmentVariable(Setting) == Managed;

    /// <summary>The path of the library's file, or the name under which the system's loader found it; null when it was not found.</summary>
    public string? LoadedFrom { get; }

    internal nint Handle { get; }

    private static CodecLibrary Find(string name, int version, string function)
    {
        string? setting = Environment.GetEnvironmentVariable(Setting);
        if (!string.IsNullOrEmpty(setting) && setting != Managed)
            throw new GdalException("dlopen", null, $"{Setting} is {setting}; expected {Managed}, or that it is not set.");
        return IsManagedOnly
            ? new CodecLibrary(0, null)
            : Find(LibrarySearch.ProgramFolders(AppContext.BaseDirectory), NamesOfThisSystem(name, version), function);
    }

    /// <summary>The first of these names, in the folders and then the system, that loads and has the function.</summary>
    internal static CodecLibrary Find(IEnumerable<string> folders, IReadOnlyList<string> names, string function)
    {
        foreach (string candidate in folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).Where(File.Exists).Concat(names))
        {
            if (!NativeLibrary.TryLoad(candidate, out nint handle))
                continue;
            if (NativeLibrary.TryGetExport(handle, function, out _))
                return new CodecLibrary(handle, candidate);
            NativeLibrary.Free(handle);
        }
        return new CodecLibrary(0, null);
    }

    private static string[] NamesOfThisSystem(string name, int version)
    {
        if (OperatingSystem.IsWindows())
            return [$"{name}.dll", $"lib{name}.dll"];
        return OperatingSystem.IsMacOS()
            ? [$"lib{name}.{version}.dylib", $"lib{name}.dylib"]
            : [$"lib{name}.so.{version}", $"lib{name}.so"];
    }
}
