using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// bubblewrap around a child of the service: no network, no sight of other processes, no rights, and of all files only the program with its libraries,
/// the archives and what it is told to read, nothing of it writable but the folder it works in. Ends with the service.
/// </summary>
internal sealed class Sandbox
{
    public const string Setting = "RASTERENGINE_SANDBOX";

    private const string Tool = "bwrap";
    private const int TemporaryBytes = 64 << 20;

    private Sandbox(string found, bool isThere) => (Found, IsThere) = (found, isThere);

    /// <summary>What is the case, in words.</summary>
    public string Found { get; }

    /// <summary>False: children run with what the service's user may do, under limits and without secrets all the same.</summary>
    public bool IsThere { get; }

    /// <summary>As the setting says: <c>auto</c> (where it works), <c>bwrap</c> (must work) or <c>off</c>.</summary>
    /// <exception cref="ScanException">The setting is not understood, or asks for what does not work here.</exception>
    public static Sandbox OfEnvironment() => Environment.GetEnvironmentVariable(Setting) switch
    {
        null or "" or "auto" => Try(),
        "off" => new Sandbox($"none, because {Setting} is off", false),
        Tool => Try() is { IsThere: true } sandbox ? sandbox : throw new ScanException("bad-argument", $"{Setting} is {Tool}, which does not work here ({Try().Found}); expected a system where it does, or “auto” to go on without."),
        var other => throw new ScanException("bad-argument", $"{Setting} is “{other}”; expected auto, {Tool} or off."),
    };

    /// <summary>What to put before a child's command line.</summary>
    /// <param name="folders">Of the service: archives are readable, the rest of the data folder is not there.</param>
    /// <param name="work">The folder the child works in, the only one it may write to.</param>
    /// <param name="within">Other folders it may read.</param>
    public IEnumerable<string> Around(ServiceFolders folders, string work, IReadOnlyList<string> within)
    {
        if (!IsThere)
        {
            return [];
        }

        // What comes later lies over what came before: an archive may hold the data folder, and the data folder an archive.
        IEnumerable<string> mounts = folders.Archives.Where(a => !Holds(folders.Data, a)).SelectMany(Read);
        if (folders.Archives.Any(a => Holds(a, folders.Data)))
        {
            mounts = [.. mounts, "--tmpfs", folders.Data];
        }

        return [Tool, .. Base(), .. mounts, .. folders.Archives.Append(folders.DocumentFolder).Where(a => Holds(folders.Data, a)).Concat(within).SelectMany(Read),
            "--bind", work, work, "--remount-ro", "/", "--chdir", folders.DocumentFolder, "--"];
    }

    private static Sandbox Try()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Sandbox("none: bubblewrap is for Linux", false);
        }

        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Tool, [.. Base(), "--", "true"]) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0
                ? new Sandbox("bubblewrap: children have no network and see the program, the archives and their own folder alone", true)
                : new Sandbox($"none: {(error.Length == 0 ? $"{Tool} ended with {process.ExitCode}" : error)}", false);
        }
        catch (Win32Exception)
        {
            return new Sandbox("none: bubblewrap is not installed", false);
        }
    }

    // Namespaces, the system's libraries, a few devices, and the program with the runtime it needs.
    private static IEnumerable<string> Base() =>
    [
        "--unshare-all", "--die-with-parent", "--cap-drop", "ALL",
        .. Read("/usr"), .. ((string[])["/bin", "/sbin", "/lib", "/lib32", "/lib64"]).SelectMany(SameAsHere),
        .. LoaderFiles().SelectMany(Read),
        "--proc", "/proc", "--dev", "/dev", "--size", TemporaryBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", "/tmp",
        .. ProgramFolders().Where(f => !Holds("/usr", f)).Distinct(StringComparer.Ordinal).SelectMany(Read),
    ];

    // Debian's BLAS, which libgdal needs, is found by way of the alternatives.
    private static IEnumerable<string> LoaderFiles()
    {
        IEnumerable<string> listed = Directory.Exists("/etc/ld.so.conf.d") ? Directory.EnumerateFiles("/etc/ld.so.conf.d", "*.conf").SelectMany(File.ReadLines).Select(l => l.Trim()).Where(l => l.StartsWith('/')) : [];
        return listed.Where(l => !Holds("/usr", l) && !l.StartsWith("/lib", StringComparison.Ordinal)).Concat(["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"]);
    }

    private static IEnumerable<string> ProgramFolders()
    {
        yield return Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        yield return Path.GetDirectoryName(Environment.ProcessPath)!;

        // …/shared/Microsoft.NETCore.App/VERSION/System.Private.CoreLib.dll, when the runtime is not the program's own.
        if (typeof(object).Assembly.Location is { Length: > 0 } core && Path.GetDirectoryName(core) is { } own && Path.GetFullPath(Path.Combine(own, "..", "..", "..")) is var root && File.Exists(Path.Combine(root, "dotnet")))
        {
            yield return root;
        }

        if (Environment.GetEnvironmentVariable(Gdal.GdalLibrary.Setting) is { Length: > 0 } library)
        {
            yield return Directory.Exists(library) ? Path.GetFullPath(library) : Path.GetDirectoryName(Path.GetFullPath(library))!;
        }
    }

    private static IEnumerable<string> Read(string path) => ["--ro-bind-try", path, path];

    private static IEnumerable<string> SameAsHere(string path) => new DirectoryInfo(path) switch
    {
        { LinkTarget: { } target } => ["--symlink", target, path],
        { Exists: true } => Read(path),
        _ => [],
    };

    private static bool Holds(string folder, string path) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
