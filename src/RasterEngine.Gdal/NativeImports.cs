using System.Reflection;
using System.Runtime.InteropServices;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Gdal;

/// <summary>Leads this assembly's imports to the libraries that were found; .NET takes one resolver for an assembly.</summary>
internal static class NativeImports
{
    private static nint gdal;

    static NativeImports() => NativeLibrary.SetDllImportResolver(typeof(NativeImports).Assembly, Resolve);

    /// <summary>Names the libgdal that is imported from here on.</summary>
    public static void UseGdal(nint handle) => gdal = handle;

    /// <summary>Has the resolver in place before the first import of a codec.</summary>
    public static void Ready()
    {
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        NativeMethods.Library => gdal,
        CodecMethods.Deflate => CodecLibrary.Deflate.Handle,
        CodecMethods.Zstd => CodecLibrary.Zstd.Handle,
        _ => 0,
    };
}
