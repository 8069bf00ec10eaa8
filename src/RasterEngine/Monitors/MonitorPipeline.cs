using System.IO.Hashing;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>
/// A monitor brought up to date: state opened (or its history fitted) → every tile loaded, new scenes added, saved aside → maps laid out → the new
/// state renamed over the old one. Killed at any moment, the state is the old one or the new one, whole.
/// </summary>
public static class MonitorPipeline
{
    /// <param name="question">The monitor's document.</param>
    /// <param name="statePath">Its state, absolute; made when it is not there.</param>
    /// <param name="displayed">How messages call it.</param>
    /// <param name="folder">An empty folder of ours; the maps are written there.</param>
    /// <param name="workers">Threads, 1 or more. Any number gives the same bytes.</param>
    /// <param name="progress">Told after every tile, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <exception cref="ScanException">The document, the state or a file is at fault; the state is as it was.</exception>
    /// <exception cref="IOException">The disk is; the state is as it was.</exception>
    public static MonitorResult Run(MonitorQuestion question, string statePath, string displayed, string folder, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(progress);
        using FileStream held = Hold(statePath, displayed);
        using StateFile? saved = File.Exists(statePath) ? StateFile.Open(statePath, displayed) : null;
        MonitorPlan plan = MonitorPlan.Make(question, saved?.Header, displayed);
        saved?.CheckLength(plan.Layout);
        var areas = new PixelAreas(plan.Grid);
        progress(new ScanProgress("identifying the inputs", 0, plan.Grid.Bounds.PixelCount));
        var inputs = new Dictionary<string, InputFile>();
        IReadOnlyList<StateInput> historyInputs = saved?.Header.HistoryInputs ?? Register(plan.History.Select(h => h.Scene), inputs);
        StateInput[][] newInputs = [.. plan.New.Select(n => Register([n.Scene], inputs))];

        string part = $"{statePath}.{Guid.NewGuid():N}.part";
        try
        {
            (SceneSums[] sums, PixelSum[] byStatus) = WriteTiles(plan, saved, areas, folder, part, workers, progress, cancellation);
            foreach (InputFile input in inputs.Values)
            {
                input.CheckUnchanged();
            }

            StateHeader header = Header(plan, saved?.Header, historyInputs, newInputs, sums);
            if (saved is null || plan.New.Count > 0)
            {
                Replace(part, statePath, header);
            }

            return new MonitorResult(question, plan.Grid, header, plan.New.Count, byStatus, areas);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // One run at a time; what a run left that was killed goes. The system lets go of the lock when its process ends, however that ends.
    private static FileStream Hold(string path, string displayed)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder) || Directory.Exists(path))
        {
            throw new ScanException("missing-file", $"{displayed}: {(Directory.Exists(path) ? "is a folder" : "its folder is not there")}; expected a file for the monitor's state in a folder that is.");
        }

        FileStream held;
        try
        {
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new ScanException("state-in-use", $"{displayed}: another run is at work on this state ({e.Message.TrimEnd('.')}); expected one run at a time.", e);
        }

        foreach (string abandoned in Directory.EnumerateFiles(folder, Path.GetFileName(path) + ".*.part*"))
        {
            File.Delete(abandoned);
        }

        return held;
    }

    private static (SceneSums[] Scenes, PixelSum[] ByStatus) WriteTiles(
        MonitorPlan plan, StateFile? saved, PixelAreas areas, string folder, string part, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        var sums = new SceneSums[plan.New.Count];
        var byStatus = new PixelSum[Enum.GetValues<PixelStatus>().Length];
        long done = 0, total = plan.Grid.Bounds.PixelCount;
        using var maps = new MonitorMaps(folder, plan.Grid);
        using (FileStream tiles = new(part, FileMode.CreateNew, FileAccess.Write))
        {
            TileWorkers.Run(
                plan.Layout.Tiles,
                workers,
                open: () => new MonitorWorker(plan, saved, areas),
                work: (worker, tile) => worker.Answer(tile),
                take: answer =>
                {
                    maps.Append(answer);
                    tiles.Position = plan.Layout.Offset(answer.Tile.Index);
                    tiles.Write(answer.State);
                    tiles.Write(XxHash128.Hash(answer.State));
                    for (int i = 0; i < sums.Length; i++)
                    {
                        sums[i] += answer.Scenes[i];
                    }

                    for (int i = 0; i < byStatus.Length; i++)
                    {
                        byStatus[i] += answer.ByStatus[i];
                    }

                    progress(new ScanProgress("monitoring", done += answer.Tile.Window.PixelCount, total));
                },
                cancellation);
        }

        progress(new ScanProgress("laying out the maps", total, total));
        maps.Complete();
        return (sums, byStatus);
    }

    private static StateHeader Header(MonitorPlan plan, StateHeader? before, IReadOnlyList<StateInput> historyInputs, StateInput[][] inputs, SceneSums[] sums)
    {
        GeoTransform place = plan.Grid.GeoTransform;
        return new StateHeader
        {
            Format = StateHeader.CurrentFormat,
            DesignHash = plan.Question.DesignHash,
            Crs = plan.Grid.SpatialReference.Wkt,
            Width = plan.Grid.Width,
            Height = plan.Grid.Height,
            GeoTransform = [place.OriginX, place.PixelWidth, place.RowRotation, place.OriginY, place.ColumnRotation, place.PixelHeight],
            History = [.. plan.Question.History.Select(h => h.Day)],
            Facts = plan.Facts,
            HistoryInputs = historyInputs,
            Scenes = [.. before?.Scenes ?? [], .. plan.New.Select((n, i) => new AddedScene(n.Entry.Day, n.Entry.EntryHash, inputs[i], sums[i].Seen, sums[i].Broke, sums[i].Recovered))],
        };
    }

    // The head is known only now that everything is summed: it goes in front of the tiles, all of it to disk, then over the old state.
    private static void Replace(string tiles, string path, StateHeader header)
    {
        string whole = tiles + ".whole";
        try
        {
            using (FileStream from = File.OpenRead(tiles), to = new(whole, FileMode.CreateNew, FileAccess.Write))
            {
                to.Write(StateFile.Head(header));
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            File.Move(whole, path, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(whole);
        }
    }

    private static StateInput[] Register(IEnumerable<Scene> scenes, Dictionary<string, InputFile> inputs)
    {
        var found = new List<StateInput>();
        foreach (BandSource source in scenes.SelectMany(s => s.Files).DistinctBy(f => f.FullPath))
        {
            if (!inputs.TryGetValue(source.FullPath, out InputFile? file))
            {
                inputs[source.FullPath] = file = InputFile.Register(source);
            }

            found.Add(new StateInput(source.Path, file.Bytes, file.Xxh128));
        }

        return [.. found];
    }
}
