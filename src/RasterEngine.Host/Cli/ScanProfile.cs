using System.Diagnostics;
using System.Globalization;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary>Where a scan's time went, as <c>--profile</c> prints it on stderr: what timings.json holds, for people.</summary>
internal static class ScanProfile
{
    // Stages of which every worker has its own; they add up over workers.
    private static readonly string[] OfWorkers = ["open", "read", "decode", "compare", "encode", "wait"];

    public static void Print(ScanResult result)
    {
        using Process process = Process.GetCurrentProcess();
        IReadOnlyDictionary<string, double> stages = result.Times.Seconds;
        double workers = stages.Where(s => OfWorkers.Contains(s.Key)).Sum(s => s.Value);
        Line($"profile: {result.Plan.Grid.Bounds.PixelCount / 1e6:#,##0.0} Mpx, {result.Workers} workers, {process.TotalProcessorTime.TotalSeconds:0.00} s CPU, {process.PeakWorkingSet64 >> 20} MiB at most");
        foreach ((string stage, double seconds) in stages.Where(s => OfWorkers.Contains(s.Key)))
        {
            Line($"  {stage,-10} {seconds,9:0.000} s {seconds / workers,6:0 %} of the workers' time");
        }

        foreach ((string stage, double seconds) in stages.Where(s => !OfWorkers.Contains(s.Key)))
        {
            Line($"  {stage,-10} {seconds,9:0.000} s  while no tile was worked on");
        }

        foreach (FileReading file in result.Plan.Reads.Files)
        {
            Line($"  {file.Path}: read by {(file.Reader == "own" ? "the engine" : "libgdal")}{(file.Why is { } why ? $" ({why})" : "")}");
        }
    }

    private static void Line(FormattableString text) => Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
