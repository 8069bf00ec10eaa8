namespace RasterEngine.Scenes;

/// <summary>How the windows of each file were read, added up over workers.</summary>
public sealed class ReadTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FileReading> files = [];

    /// <summary>Each file that was read, by its path as written.</summary>
    public IReadOnlyList<FileReading> Files
    {
        get
        {
            lock (gate)
            {
                return [.. files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Ticks of the stopwatch, over all workers, in which bytes came from files to the engine's own decoders.</summary>
    public long ReadTicks { get; private set; }

    internal void AddReadTicks(long ticks)
    {
        lock (gate)
        {
            ReadTicks += ticks;
        }
    }

    /// <param name="path">As written.</param>
    /// <param name="whyGdal">Why every window went through libgdal; null where that was decided window by window.</param>
    /// <param name="windows">Windows read; of two bands at once where they come from the same blocks.</param>
    /// <param name="windowsByGdal">Those that libgdal read.</param>
    internal void Add(string path, string? whyGdal, long windows, long windowsByGdal)
    {
        lock (gate)
        {
            FileReading before = files.GetValueOrDefault(path, new FileReading(path, whyGdal, 0, 0));
            files[path] = before with { Windows = before.Windows + windows, WindowsByGdal = before.WindowsByGdal + windowsByGdal };
        }
    }
}
