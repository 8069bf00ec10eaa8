using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>doctor</c>: what would stop a scan on this machine, and how to mend it.</summary>
internal static class DoctorCommand
{
    private const long LeastFreeBytes = 1L << 30;

    private static readonly Option<bool> Estimators = new("--estimators") { Description = "Run published tables of areas, accuracies and trends on this machine: published beside computed." };

    private static readonly Option<string?> Data = new("--data") { Description = "The service's data folder, to be looked at too.", HelpName = "DIR" };
    private static readonly Option<string[]> Archive = new("--archive") { Description = "A folder of scenes, to be looked at too; may be given more than once.", HelpName = "DIR", DefaultValueFactory = _ => [] };

    public static Command Make()
    {
        var command = new Command("doctor", "Check this machine: versions, vector width, GDAL, PROJ data, PostgreSQL, disk; and what the service needs, where its folders or ConnectionStrings__Db name it.") { Estimators, Data, Archive };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Estimators))
        {
            return EstimatorCheck.Run(parsed.GetValue(CommandLine.Json));
        }

        DoctorCheck[] checks = [Engine(), Vectors(), Gdal(), Proj(), Postgres(), AroundChildren(), Disk(), .. ServiceChecks.Run(parsed.GetValue(Data), parsed.GetRequiredValue(Archive))];
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(checks, CliJson.Default.DoctorCheckArray));
        }
        else
        {
            foreach (DoctorCheck check in checks)
            {
                Console.Out.WriteLine($"{(check.Ok ? "ok  " : "STOP")}  {check.Subject}: {check.Found}{(check.Mend is null ? "" : $" → {check.Mend}")}");
            }
        }

        return checks.All(c => c.Ok) ? ExitCode.Done : ExitCode.Machine;
    }

    private static DoctorCheck Engine() => new("engine", true, $"{Report.EngineName} {Report.EngineVersion}, .NET {Environment.Version}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores");

    private static DoctorCheck Vectors()
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        return new("vectors", true, width == 0 ? "none: scans are right but slow" : $"{width} bits");
    }

    private static DoctorCheck Gdal()
    {
        try
        {
            GdalLibrary.EnsureLoaded();
            return new("GDAL", true, $"{GdalLibrary.Version} from {GdalLibrary.LoadedFrom} ({GdalLibrary.Source}), drivers {string.Join(", ", GdalLibrary.RegisteredDrivers)}");
        }
        catch (GdalException e)
        {
            return new("GDAL", false, e.Message, $"apt-get install libgdal32, or set {GdalLibrary.Setting} to a libgdal file");
        }
    }

    private static DoctorCheck Proj()
    {
        try
        {
            using CoordinateTransform transform = SpatialReference.FromEpsg(32633).ToOwnGeographic();
            double[] x = [500_000], y = [0];
            transform.Transform(x, y);
            double degrees = x[0] * 180 / Math.PI;
            return new("PROJ data", Math.Abs(degrees - 15) < 1e-9, string.Create(CultureInfo.InvariantCulture, $"EPSG:32633's central meridian lies at {degrees:0.#########}° E"));
        }
        catch (GdalException e)
        {
            return new("PROJ data", false, e.Message, "apt-get install proj-data, or put proj.db beside an app-local libgdal");
        }
    }

    private static DoctorCheck Postgres()
    {
        string root = "/usr/lib/postgresql";
        string? newest = Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, "bin", "postgres"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault() : null;
        return new("PostgreSQL", true, newest is null ? "not found; scans from the command line do not need it" : $"server {Path.GetFileName(newest)} found; scans from the command line do not need it");
    }

    private static DoctorCheck AroundChildren()
    {
        var sandbox = Sandbox.OfEnvironment();
        return new("sandbox", true, $"{sandbox.Found}; only the service has children", sandbox.IsThere ? null : "apt-get install bubblewrap, and allow user namespaces");
    }

    private static DoctorCheck Disk()
    {
        var drive = new DriveInfo(Environment.CurrentDirectory);
        string free = string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / (double)(1 << 30):0.0} GiB free where this was called");
        return drive.AvailableFreeSpace >= LeastFreeBytes ? new("disk", true, free) : new("disk", false, free, "make room: a scan writes its result beside the folder it is to have, twice the mask for a moment");
    }
}
