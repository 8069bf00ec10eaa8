using System.Diagnostics;
using System.Globalization;
using RasterEngine.Host.Cli;
using RasterEngine.Scans;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// One scan in a process of its own: this program again, without secrets, under limits, and gone when its parent is. A native crash, a bomb
/// or an endless loop ends the child, never the worker.
/// </summary>
/// <param name="folders">Where scans read and write.</param>
/// <param name="limits">What a child may take.</param>
/// <param name="sandbox">Put around it.</param>
internal sealed class ScanChild(ServiceFolders folders, ChildLimits limits, Sandbox sandbox)
{
    // What a child needs to start; everything else, connection strings and keys above all, stays here.
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "RASTERENGINE_GDAL", "TMPDIR", "TZ", ChildCommand.ShardPixelsVariable, ScanPipeline.FilePixelsSetting];
    private static readonly string Program = Environment.ProcessPath!;

    // After those who wait for an answer over HTTP: a scan takes seconds anyway.
    private static readonly string[] Gently = OperatingSystem.IsWindows() ? [] : ["nice", "-n", "5"];

    /// <summary>Runs a hidden verb of this program to its end.</summary>
    /// <param name="call">The verb and what is its own.</param>
    /// <param name="result">Folder for what it makes. The folder around it is the only one where it may write.</param>
    /// <param name="within">Folders it may read besides the archives.</param>
    /// <param name="beat">Called about once a second with the progress 0..100; false stops the child.</param>
    public ChildOutcome Run(IReadOnlyList<string> call, string result, IReadOnlyList<string> within, Func<int, bool> beat)
    {
        using Process process = Start(call, result, within);
        int progress = 0;
        long lastSign = Stopwatch.GetTimestamp();
        var errors = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && text.StartsWith(ChildCommand.ProgressPrefix, StringComparison.Ordinal) && int.TryParse(text.AsSpan(ChildCommand.ProgressPrefix.Length), CultureInfo.InvariantCulture, out int percent))
            {
                Volatile.Write(ref progress, Math.Clamp(percent, 0, 99));
                Volatile.Write(ref lastSign, Stopwatch.GetTimestamp());
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text && errors.Count < 20)
            {
                errors.Add(text.Length > 2000 ? text[..2000] : text);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        while (!process.WaitForExit(500))
        {
            if (!beat(Volatile.Read(ref progress)))
            {
                Kill(process);
                return new ChildOutcome(ChildEnd.Stopped, "", "was stopped");
            }

            if (Stopwatch.GetElapsedTime(Volatile.Read(ref lastSign)) > limits.Silence)
            {
                Kill(process);
                return new ChildOutcome(ChildEnd.Died, "", string.Create(CultureInfo.InvariantCulture, $"made no progress for {limits.Silence.TotalSeconds:0} s and was ended"));
            }
        }

        process.WaitForExit();
        return Outcome(process.ExitCode, errors, Path.GetDirectoryName(result)!);
    }

    /// <summary>Starts a hidden verb that goes on until its parent ends it, all three streams piped.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public Process Start(IReadOnlyList<string> call, string result, IReadOnlyList<string> within) => LastingThread.Start(Description(call, result, within));

    private ChildOutcome Outcome(int exitCode, List<string> errors, string folder)
    {
        string sentence = errors.LastOrDefault(e => e.StartsWith("error: ", StringComparison.Ordinal))?["error: ".Length..] ?? string.Join(' ', errors);
        int open = sentence.EndsWith(']') ? sentence.LastIndexOf('[') : -1;
        (string text, string code) = open > 0 ? (sentence[..open].TrimEnd(), sentence[(open + 1)..^1]) : (sentence, "machine");
        return exitCode switch
        {
            ExitCode.Done or ExitCode.Review => new ChildOutcome(ChildEnd.Done, "", ""),
            ExitCode.Request => new ChildOutcome(ChildEnd.Refused, code, text),
            ExitCode.Cancelled => new ChildOutcome(ChildEnd.Stopped, "", "was stopped"),
            ExitCode.Machine when !errors.Exists(IsOutOfMemory) => new ChildOutcome(ChildEnd.Failed, code == "machine" && FullPlace.IsNearlyFull(folder) ? FullPlace.Full : code, text),
            _ when errors.Exists(IsOutOfMemory) => new ChildOutcome(ChildEnd.Died, "", string.Create(CultureInfo.InvariantCulture, $"wanted more than the {limits.MemoryBytes >> 20} MB of memory that a scan may have")),
            _ => new ChildOutcome(ChildEnd.Died, "", $"ended by {Signal(exitCode - 128)} while reading the files"),
        };
    }

    private static string Signal(int number) => number switch
    {
        6 => "signal 6 (abort)",
        7 or 11 => $"signal {number} (a wrong address)",
        9 => "signal 9 (killed, by the system when memory is short)",
        24 => "signal 24 (all its processor time used)",
        > 0 => $"signal {number}",
        _ => "itself, without a word",
    };

    private static bool IsOutOfMemory(string line) => line.Contains("memory", StringComparison.OrdinalIgnoreCase) || line.Contains("OutOfMemory", StringComparison.Ordinal);

    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Ended by itself meanwhile.
        }

        process.WaitForExit();
    }

    private ProcessStartInfo Description(IReadOnlyList<string> call, string result, IReadOnlyList<string> within)
    {
        string[] arguments = [.. call, "--out", result, "--within", folders.DocumentFolder, .. folders.Archives.Concat(within).SelectMany(a => (string[])["--within", a])];
        string[] whole = [.. Gently, .. sandbox.Around(folders, Path.GetDirectoryName(result)!, within), Program, .. ProgramArguments(), .. arguments];
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            WorkingDirectory = folders.DocumentFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string?> kept = Inherited.ToDictionary(n => n, Environment.GetEnvironmentVariable);
        start.Environment.Clear();
        foreach ((string name, string? value) in kept.Where(v => v.Value is not null))
        {
            start.Environment[name] = value;
        }

        if (sandbox.IsThere)
        {
            // It has a /tmp of its own.
            start.Environment.Remove("TMPDIR");
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + (limits.MemoryBytes / 2).ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment[ChildLimits.MemoryVariable] = limits.MemoryBytes.ToString(CultureInfo.InvariantCulture);
        start.Environment[ChildLimits.ProcessorSecondsVariable] = ((int)limits.ProcessorTime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return start;
    }

    // As "dotnet raster-engine.dll" the program is the first argument.
    private static string[] ProgramArguments() =>
        Path.GetFileNameWithoutExtension(Program) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "raster-engine.dll")] : [];
}
