using System.Diagnostics;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>timings.json: where the time of one run went. Not part of the answer; no two runs have the same.</summary>
/// <param name="Workers">Threads that compared tiles.</param>
/// <param name="Tiles">Tiles compared.</param>
/// <param name="Pixels">Pixels of the grid.</param>
/// <param name="WallSeconds">From reading the question to the verified answer.</param>
/// <param name="CpuSeconds">User and system, of the whole process.</param>
/// <param name="PeakMemoryBytes">Largest resident size of the process.</param>
/// <param name="Stages">
/// Seconds per stage. Those of workers add up over them: open, read (bytes from files to the engine's own decoders), decode (libgdal's reading is all here), compare,
/// encode, wait (all else of a worker's life). The others are of the calling thread: plan, hash, areas, threshold, sieve, mask, pictures.
/// </param>
/// <param name="Inputs">How each input was read.</param>
public sealed record TimingsDocument(
    int Workers,
    int Tiles,
    long Pixels,
    double WallSeconds,
    double CpuSeconds,
    long PeakMemoryBytes,
    IReadOnlyDictionary<string, double> Stages,
    IReadOnlyList<InputTiming> Inputs)
{
    /// <param name="workers">Threads.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="grid">What was scanned.</param>
    /// <param name="start">The stopwatch's time stamp of the beginning.</param>
    /// <param name="times">Of the stages.</param>
    /// <param name="reads">How files were read.</param>
    /// <param name="scenes">Whose blocks are told.</param>
    internal static TimingsDocument Of(int workers, int tiles, Grid grid, long start, StageTimes times, ReadTally reads, IEnumerable<Scene> scenes)
    {
        using Process process = Process.GetCurrentProcess();
        Dictionary<string, IReadOnlyList<int>> blocks = scenes.SelectMany(s => s.Bands.Values)
            .DistinctBy(b => b.Source.Path).ToDictionary(b => b.Source.Path, b => (IReadOnlyList<int>)[b.BlockWidth, b.BlockHeight]);
        return new(
            workers,
            tiles,
            grid.Bounds.PixelCount,
            Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 4),
            Math.Round(process.TotalProcessorTime.TotalSeconds, 4),
            process.PeakWorkingSet64,
            times.Seconds,
            [.. reads.Files.Select(f => new InputTiming(f.Path, f.Reader, blocks.GetValueOrDefault(f.Path), f.Why))]);
    }
}

/// <param name="Path">As in the document.</param>
/// <param name="Reader">own: blocks are decoded by the engine; gdal: by libgdal.</param>
/// <param name="Block">Block width and height in pixels; of a land or quality band null.</param>
/// <param name="Why">Why libgdal, or for which windows; null where the engine read them all.</param>
public sealed record InputTiming(string Path, string Reader, IReadOnlyList<int>? Block, string? Why);
