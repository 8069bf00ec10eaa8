using System.Diagnostics;
using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>A question becomes a result folder: planned, identified, scanned, put into words and pictures, published whole.</summary>
public static class ScanPublication
{
    // Of each of the three panels of preview.png.
    private const int PanelWidth = 500;

    /// <param name="scan">The question.</param>
    /// <param name="directory">The result folder, as the caller wrote it.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <returns>The result and the report that was published.</returns>
    /// <exception cref="ScanException">The question or an input is at fault; nothing was written.</exception>
    /// <exception cref="IOException">The folder cannot be written; nothing was left behind.</exception>
    public static (ScanResult Result, ReportDocument Report) Run(Scan scan, string directory, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        return Run(Prepare(scan, directory, workers, progress), directory, workers, progress, cancellation);
    }

    /// <summary>Plans and identifies a scan; nothing is compared or written yet.</summary>
    /// <exception cref="ScanException">The question or an input is at fault.</exception>
    public static PreparedScan Prepare(Scan scan, string directory, int workers, Action<ScanProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(progress);
        long start = Stopwatch.GetTimestamp();
        var times = new StageTimes();
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        ReportShelf.Check(full, directory, null);
        ScanPlan plan = times.Time("plan", () => ScanPlan.Make(scan));
        progress(new ScanProgress("identifying the inputs", 0, plan.Grid.Bounds.PixelCount));
        IReadOnlyList<InputFile> inputs = times.Time("hash", () => plan.RegisterInputs(workers));
        string scanId = ScanId.Of(scan, inputs);
        ReportShelf.Check(full, directory, scanId);
        return new PreparedScan(plan, inputs, scanId, times, start);
    }

    /// <summary>Scans what was prepared, and publishes.</summary>
    /// <param name="prepared">Plan and inputs.</param>
    /// <param name="directory">The result folder, as the caller wrote it.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <param name="parts">What other processes made of every shard, in their order; null compares it all here. The result is the same, byte for byte.</param>
    public static (ScanResult Result, ReportDocument Report) Run(
        PreparedScan prepared, string directory, int workers, Action<ScanProgress> progress, CancellationToken cancellation, IReadOnlyList<string>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        try
        {
            return Write(prepared, Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)), workers, progress, parts, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GdalException)
        {
            throw new IOException($"{directory}: the result could not be written ({e.Message.TrimEnd('.')}); nothing was left behind.", e);
        }
    }

    private static (ScanResult Result, ReportDocument Report) Write(
        PreparedScan prepared, string directory, int workers, Action<ScanProgress> progress, IReadOnlyList<string>? parts, CancellationToken cancellation)
    {
        (ScanPlan plan, IReadOnlyList<InputFile> inputs, string scanId, StageTimes times, long start) = prepared;
        using ReportShelf shelf = ReportShelf.Open(directory);
        ScanResult result = ScanPipeline.Run(plan, inputs, shelf.Staging, workers, times, progress, cancellation, parts);
        ReportDocument report = Report.Of(result, scanId);
        // The workers' buffers are garbage now; without this they would lie beside the pictures at the peak, and these beside the libraries that write the rest.
        GC.Collect();
        progress(new ScanProgress("drawing", plan.Grid.Bounds.PixelCount, plan.Grid.Bounds.PixelCount));
        times.Time("pictures", () => WritePage(result, report, shelf.Staging));
        GC.Collect();
        MaskStyle.Of(plan.Scan.Comparison).Save(Path.Combine(shelf.Staging, "mask.qml"));
        JsonFile.Write(Path.Combine(shelf.Staging, ReportShelf.ReportName), report, ReportJson.Default.ReportDocument);
        StacItem.Write(shelf.Staging, plan.Grid, report, plan.Before.Date, plan.After.Date);
        if (plan.Zones is { } zones)
        {
            ZoneOutlines.Write(shelf.Staging, plan.Grid, zones);
        }

        if (result.Joint is { } joint)
        {
            JsonFile.Write(Path.Combine(shelf.Staging, "histogram.json"), HistogramDocument.Of(result, joint, scanId), HistogramJson.Default.HistogramDocument);
        }

        JsonFile.Write(Path.Combine(shelf.Staging, "timings.json"), TimingsDocument.Of(result.Workers, plan.Tiles.Count, plan.Grid, start, result.Times, plan.Reads, plan.Before.Acquisitions.Concat(plan.After.Acquisitions)), ReportJson.Default.TimingsDocument);
        cancellation.ThrowIfCancellationRequested();
        shelf.Publish();
        return (result, report);
    }

    private static void WritePage(ScanResult result, ReportDocument report, string folder)
    {
        (Picture before, Picture after, Picture mask, string colours) = Picture.Draw(result);
        byte[] beforeBytes = [], afterBytes = [], maskBytes = [];
        // The longest first.
        Errands.Run(result.Workers, [
            () => Picture.Beside(20, before.Thin(PanelWidth), after.Thin(PanelWidth), mask.Thin(PanelWidth)).SavePng(Path.Combine(folder, "preview.png")),
            () => before.SaveCog(Path.Combine(folder, MapLayer.Before), result.Plan.Grid, result.Preview.Step),
            () => after.SaveCog(Path.Combine(folder, MapLayer.After), result.Plan.Grid, result.Preview.Step),
            () => beforeBytes = before.Enlarge().Bytes(Path.Combine(folder, "before.part"), (p, path) => p.SaveJpeg(path)),
            () => afterBytes = after.Enlarge().Bytes(Path.Combine(folder, "after.part"), (p, path) => p.SaveJpeg(path)),
            () => maskBytes = mask.Enlarge().Bytes(Path.Combine(folder, "mask.part"), (p, path) => p.SavePng(path))]);
        File.WriteAllText(Path.Combine(folder, "report.html"), new ReportPage(result, report).Render(beforeBytes, afterBytes, maskBytes, colours));
    }
}
