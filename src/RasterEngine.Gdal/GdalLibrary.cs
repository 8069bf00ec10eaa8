using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>
/// The process's one libgdal: found and set up once, by whichever thread needs it first. Only the drivers named here are registered,
/// because a raster can name other files and GDAL follows with every driver it has.
/// </summary>
public static unsafe class GdalLibrary
{
    /// <summary>The environment variable that names a libgdal file or the folder that holds one.</summary>
    public const string Setting = "RASTERENGINE_GDAL";

    /// <summary>GDAL's block cache, shared by all datasets of the process. It does not bound the size of one block.</summary>
    public const long BlockCacheBytes = 64L << 20;

    // Never GDALAllRegister. PNG and JPEG only write pictures; Dataset.Open allows GTiff or JP2OpenJPEG, by the file's signature. A libgdal
    // built without one of the others still reads, and says so when a copy, or a JPEG 2000 file, is asked for.
    private static readonly string[] Drivers = ["GTiff", "COG", "MEM", "PNG", "JPEG", "JP2OpenJPEG"];

    // For VectorFile, which allows one by name, and VectorWriter; a libgdal built without SQLite still reads and writes the others.
    private static readonly string[] VectorDrivers = ["GeoJSON", "GeoPackage", "Shape", "FlatGeobuf"];

    private static readonly (string Key, string Value)[] Options =
    [
        ("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"), // sidecars (.ovr, .msk, .aux.xml) are never read; TRUE would still read .aux.xml
        ("GDAL_PAM_ENABLED", "NO"),
        ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "none"),
        ("GDAL_MAX_BAND_COUNT", "1024"),
        ("GTIFF_IGNORE_READ_ERRORS", "NO"),
        ("GDAL_VRT_ENABLE_PYTHON", "NO"),
        ("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"), // a GeoPackage says when it was written: the same fields are to be the same bytes
        ("GDAL_NUM_THREADS", "1"), // JP2OpenJPEG would take every core for every dataset; the engine counts its own threads
    ];

    private static readonly Lock Gate = new();
    private static volatile FoundLibrary? ready;
    private static FoundLibrary? found;
    private static string[] registered = [];

    /// <summary>Such as "3.6.2".</summary>
    public static string Version => Ready().Version;

    /// <summary>Such as 3060200 for 3.6.2.</summary>
    public static int VersionNumber => Ready().VersionNumber;

    /// <summary>The path of the library's file, or the name under which the system's loader found it.</summary>
    public static string LoadedFrom => Ready().From;

    public static GdalLibrarySource Source => Ready().Source;

    /// <summary>The short names of all drivers GDAL has, in its own order.</summary>
    public static IReadOnlyList<string> RegisteredDrivers
    {
        get
        {
            Ready();
            return registered;
        }
    }

    /// <summary>Finds, loads and sets up libgdal. Cheap and harmless when that is done.</summary>
    /// <exception cref="GdalException">There is no libgdal 3.6 or newer; the message says where was looked and what to do.</exception>
    public static void EnsureLoaded() => Ready();

    private static FoundLibrary Ready()
    {
        if (ready is { } library)
            return library;
        lock (Gate)
        {
            if (ready is null)
                Load();
            return ready!;
        }
    }

    private static void Load()
    {
        if (found is null)
        {
            found = new LibrarySearch().Find();
            NativeImports.UseGdal(found.Handle);
        }
        GdalErrors.RouteMessages(found.Handle);
        foreach (string function in (string[])[.. Drivers.Select(name => $"GDALRegister_{name}"), .. VectorDrivers.Select(name => $"RegisterOGR{name}")])
        {
            if (NativeLibrary.TryGetExport(found.Handle, function, out nint register))
                ((delegate* unmanaged<void>)register)();
        }
        Configure(found);
        registered = [.. Enumerable.Range(0, NativeMethods.GDALGetDriverCount())
            .Select(index => NativeMethods.Text(NativeMethods.GDALGetDescription(NativeMethods.GDALGetDriver(index))) ?? "")];
        foreach (string needed in (string[])["GTiff", "MEM"])
        {
            if (!registered.Contains(needed))
                throw new GdalException($"GDALRegister_{needed}", found.From, $"this libgdal {found.Version} has no {needed} driver.");
        }
        ready = found;
    }

    // After the drivers: the first registration reads GDAL's configuration files, which must not have the last word.
    private static void Configure(FoundLibrary library)
    {
        foreach ((string key, string value) in Options)
            NativeMethods.CPLSetConfigOption(key, value);
        NativeMethods.GDALSetCacheMax64(BlockCacheBytes);
        if (BundledData.GdalData(library, AppContext.BaseDirectory) is { } gdalData)
            NativeMethods.CPLSetConfigOption("GDAL_DATA", gdalData);
        if (BundledData.ProjData(library, AppContext.BaseDirectory) is { } projData)
            NativeMethods.OSRSetPROJSearchPaths([projData, null]);
        if (NativeLibrary.TryGetExport(library.Handle, "OSRSetPROJEnableNetwork", out _))
            NativeMethods.OSRSetPROJEnableNetwork(0);
    }
}
