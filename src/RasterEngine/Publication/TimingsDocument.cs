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
    IReadOnlyList<InputTiming> Inputs);

/// <param name="Path">As in the document.</param>
/// <param name="Reader">own: blocks are decoded by the engine; gdal: by libgdal.</param>
/// <param name="Block">Block width and height in pixels; of a land or quality band null.</param>
/// <param name="Why">Why libgdal, or for which windows; null where the engine read them all.</param>
public sealed record InputTiming(string Path, string Reader, IReadOnlyList<int>? Block, string? Why);
