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
        IReadOnlyList<InputFile> inputs = times.Time("hash", () => plan.RegisterInputs(workers));
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

            JsonFile.Write(Path.Combine(shelf.Staging, "timings.json"), TimingsDocument.Of(result.Workers, plan.Tiles.Count, plan.Grid, start, result.Times, plan.Reads, plan.Scenes.SelectMany(s => s.Acquisitions)), ReportJson.Default.TimingsDocument);
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
        Picture[] panels = [classes, cycles, starts, ends];
        byte[][] bytes = new byte[panels.Length][];
        Errands.Run(result.Workers, [
            () => Picture.Beside(20, classes.Thin(PanelWidth), cycles.Thin(PanelWidth)).SavePng(Path.Combine(folder, "preview.png")),
            .. panels.Select((panel, i) => (Action)(() => bytes[i] = panel.Enlarge().Bytes(Path.Combine(folder, $"{i}.part"), (p, path) => p.SavePng(path))))]);
        File.WriteAllText(Path.Combine(folder, "report.html"), new SeasonPage(result, report).Render(bytes[0], bytes[1], bytes[2], bytes[3]));
    }
}
