using System.Globalization;
using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>
/// The order in which libgdal is looked for: the setting, the program's own files, the system. Older than 3.6 does not count.
/// A setting that does not lead to a usable libgdal is an error; a library of the program's own that does not load is passed over
/// and told of only when nothing else is found.
/// </summary>
internal sealed unsafe class LibrarySearch
{
    public const int OldestVersion = 3060000;
    private const string Mend =
        "install it (apt install libgdal32 on Debian 12, libgdal36 on Debian 13, libgdal34t64 on Ubuntu 24.04) "
        + $"or set {GdalLibrary.Setting} to a libgdal file or the folder that holds one";

    private readonly List<string> passedOver = [];

    /// <summary>The value of <see cref="GdalLibrary.Setting"/>; null or empty when not set.</summary>
    public string? Setting { get; init; } = Environment.GetEnvironmentVariable(GdalLibrary.Setting);

    public string BaseDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>What the system's loader is asked for, newest first: libgdal.so.38 is GDAL 3.12, libgdal.so.32 is 3.6.</summary>
    public IReadOnlyList<string> SystemNames { get; init; } = NamesOfThisSystem();

    /// <exception cref="GdalException">No libgdal, or none that is new enough.</exception>
    public FoundLibrary Find()
    {
        if (!string.IsNullOrWhiteSpace(Setting))
            return FromSetting(Setting);

        foreach (string path in ProgramFolders(BaseDirectory).SelectMany(LibrariesIn))
        {
            if (TryLoad(path, GdalLibrarySource.AppLocal) is { } found)
                return found;
        }
        foreach (string name in SystemNames)
        {
            // The system not having one of the seven names is the ordinary case: asked without an exception, which would cost each start some milliseconds.
            if (NativeLibrary.TryLoad(name, out nint handle) && Examine(handle, name, GdalLibrarySource.System) is { } found)
                return found;
        }
        string tried = passedOver.Count == 0 ? "" : $", passing over {string.Join(" and ", passedOver)}";
        throw new GdalException("dlopen", null,
            $"libgdal 3.6 or newer was not found ({GdalLibrary.Setting} is not set; looked in {string.Join(" and ", ProgramFolders(BaseDirectory))} "
            + $"and asked the system for {SystemNames[0]} to {SystemNames[^1]}{tried}): {Mend}.");
    }

    /// <summary>
    /// Where a publish puts native files: runtimes/&lt;rid&gt;/native, or flat beside the program when it is for one RID.
    /// </summary>
    internal static IEnumerable<string> ProgramFolders(string baseDirectory)
    {
        string portable = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
            + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return new[] { RuntimeInformation.RuntimeIdentifier, portable }.Distinct()
            .Select(rid => Path.Combine(baseDirectory, "runtimes", rid, "native"))
            .Append(baseDirectory);
    }

    private FoundLibrary FromSetting(string setting)
    {
        string path = setting;
        if (Directory.Exists(setting))
        {
            path = LibrariesIn(setting).FirstOrDefault()
                ?? throw Refuse($"is the folder {setting}, which holds no libgdal");
        }
        else if (!File.Exists(setting))
        {
            throw Refuse($"is {setting}, which is neither a file nor a folder");
        }
        return TryLoad(Path.GetFullPath(path), GdalLibrarySource.Setting)
            ?? throw Refuse($"leads to a library that cannot be used: {passedOver[0]}");
    }

    private static GdalException Refuse(string why) =>
        new("dlopen", null,
            $"{GdalLibrary.Setting} {why}; set it to a libgdal file (3.6 or newer) or the folder that holds one, or unset it.");

    private FoundLibrary? TryLoad(string name, GdalLibrarySource source)
    {
        nint handle;
        try
        {
            handle = NativeLibrary.Load(name);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            passedOver.Add($"{name} (does not load: {e.Message.ReplaceLineEndings(" ").Trim()})");
            return null;
        }
        return Examine(handle, name, source);
    }

    private FoundLibrary? Examine(nint handle, string name, GdalLibrarySource source)
    {
        if (!NativeLibrary.TryGetExport(handle, "GDALVersionInfo", out nint versionInfo))
        {
            passedOver.Add($"{name} (is not libgdal)");
        }
        else
        {
            int number = int.Parse(Ask(versionInfo, "VERSION_NUM"u8), CultureInfo.InvariantCulture);
            string version = Ask(versionInfo, "RELEASE_NAME"u8);
            if (number >= OldestVersion)
                return new FoundLibrary(handle, name, source, version, number);
            passedOver.Add($"{name} (is GDAL {version}, older than 3.6)");
        }
        NativeLibrary.Free(handle);
        return null;
    }

    private static string Ask(nint versionInfo, ReadOnlySpan<byte> request)
    {
        fixed (byte* text = request)
            return NativeMethods.Text(((delegate* unmanaged<byte*, byte*>)versionInfo)(text)) ?? "0";
    }

    /// <summary>The libgdal files of a folder, newest name first: packages carry libgdal.so.38 beside a bare libgdal.so.</summary>
    internal static IEnumerable<string> LibrariesIn(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        string pattern = OperatingSystem.IsWindows() ? "gdal*.dll" : OperatingSystem.IsMacOS() ? "libgdal*.dylib" : "libgdal.so*";
        return Directory.EnumerateFiles(folder, pattern)
            .OrderByDescending(SonameNumber)
            .ThenBy(path => path, StringComparer.Ordinal);
    }

    private static int SonameNumber(string path) =>
        Path.GetFileName(path).Split('.')
            .Select(part => int.TryParse(part, out int number) ? number : -1)
            .FirstOrDefault(number => number >= 0);

    private static string[] NamesOfThisSystem()
    {
        IEnumerable<int> numbers = Enumerable.Range(32, 7).Reverse();
        if (OperatingSystem.IsWindows())
            return ["gdal.dll"];
        return OperatingSystem.IsMacOS()
            ? [.. numbers.Select(number => $"libgdal.{number}.dylib"), "libgdal.dylib"]
            : [.. numbers.Select(number => $"libgdal.so.{number}"), "libgdal.so"];
    }
}
