using System.Diagnostics;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>A question about seasons becomes a result folder, as <see cref="ScanPublication"/> makes one of two dates.</summary>
public static class SeasonPublication
{
    private const int PanelWidth = 500;

    /// <inheritdoc cref="ScanPublication.Run(Scan, string, int, Action{ScanProgress}, CancellationToken)"/>
    public static (SeasonResult Result, SeasonReportDocument Report) Run(SeasonScan scan, string directory, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(progress);
        long start = Stopwatch.GetTimestamp();
        var times = new StageTimes();
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        ReportShelf.Check(full, directory, null);
        SeasonPlan plan = times.Time("plan", () => SeasonPlan.Make(scan));
        progress(new ScanProgress("identifying the inputs", 0, plan.Grid.Bounds.PixelCount));
        IReadOnlyList<InputFile> inputs = times.Time("hash", plan.RegisterInputs);
        string scanId = ScanId.Of(scan.CanonicalDocument, inputs);
        ReportShelf.Check(full, directory, scanId);
        try
        {
            using ReportShelf shelf = ReportShelf.Open(full);
            SeasonResult result = SeasonPipeline.Run(plan, inputs, shelf.Staging, workers, times, progress, cancellation);
            SeasonReportDocument report = SeasonReport.Of(result, scanId, shelf.Staging);
            progress(new ScanProgress("drawing", plan.Grid.Bounds.PixelCount, plan.Grid.Bounds.PixelCount));
            times.Time("pictures", () => WritePage(result, report, shelf.Staging));
            MaskStyle.Of((plan.Seasons.Count > 1 ? ChangeClasses.OfSeasons : ChangeClasses.OfSeason).Select(c => (ChangeClasses.SeasonColours[(int)c], SeasonWords.Class(c, plan)))).Save(Path.Combine(shelf.Staging, "mask.qml"));
            JsonFile.Write(Path.Combine(shelf.Staging, ReportShelf.ReportName), report, SeasonReportJson.Default.SeasonReportDocument);
            StacItem.Write(shelf.Staging, plan.Grid, report);
            if (plan.Zones is { } zones)
            {
                ZoneOutlines.Write(shelf.Staging, plan.Grid, zones);
            }

            JsonFile.Write(Path.Combine(shelf.Staging, "timings.json"), Timings(result, start), ReportJson.Default.TimingsDocument);
            cancellation.ThrowIfCancellationRequested();
            shelf.Publish();
            return (result, report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GdalException)
        {
            throw new IOException($"{directory}: the result could not be written ({e.Message.TrimEnd('.')}); nothing was left behind.", e);
        }
    }

    private static void WritePage(SeasonResult result, SeasonReportDocument report, string folder)
    {
        (Picture classes, Picture cycles, Picture starts, Picture ends) = SeasonPictures.Draw(result);
        Picture.Beside(20, classes.Thin(PanelWidth), cycles.Thin(PanelWidth)).SavePng(Path.Combine(folder, "preview.png"));
        string page = new SeasonPage(result, report).Render(Png(classes), Png(cycles), Png(starts), Png(ends));
        File.WriteAllText(Path.Combine(folder, "report.html"), page);

        byte[] Png(Picture picture)
        {
            string path = Path.Combine(folder, "picture.part");
            picture.Enlarge().SavePng(path);
            byte[] bytes = File.ReadAllBytes(path);
            File.Delete(path);
            return bytes;
        }
    }

    private static TimingsDocument Timings(SeasonResult result, long start)
    {
        using Process process = Process.GetCurrentProcess();
        Dictionary<string, IReadOnlyList<int>> blocks = result.Plan.Scenes.SelectMany(s => s.Acquisitions).SelectMany(s => s.Bands.Values)
            .DistinctBy(b => b.Source.Path).ToDictionary(b => b.Source.Path, b => (IReadOnlyList<int>)[b.BlockWidth, b.BlockHeight]);
        return new(
            result.Workers,
            result.Plan.Tiles.Count,
            result.Plan.Grid.Bounds.PixelCount,
            Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 4),
            Math.Round(process.TotalProcessorTime.TotalSeconds, 4),
            process.PeakWorkingSet64,
            result.Times.Seconds,
            [.. result.Plan.Reads.Files.Select(f => new InputTiming(f.Path, f.Reader, blocks.GetValueOrDefault(f.Path), f.Why))]);
    }
}
