using RasterEngine.Gdal;
using RasterEngine.Monitors;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>A monitor's document becomes a state and a result folder: brought up to date, put into words, published whole.</summary>
public static class MonitorPublication
{
    /// <param name="question">The document.</param>
    /// <param name="state">The state's file, as the caller wrote it.</param>
    /// <param name="directory">The result folder, as the caller wrote it.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <exception cref="ScanException">The document, the state or a file is at fault; nothing was written.</exception>
    /// <exception cref="IOException">The disk is. The state is the old one or the new one, whole; running again makes up for the folder.</exception>
    public static (MonitorResult Result, MonitorReport Report) Run(MonitorQuestion question, string state, string directory, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)), statePath = Path.GetFullPath(state);
        if (statePath.StartsWith(full + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ScanException("bad-argument", $"--state {state} lies inside --out {directory}, which is replaced as a whole; expected it elsewhere.");
        }

        ReportShelf.Check(full, directory, question.DesignHash);
        try
        {
            using ReportShelf shelf = ReportShelf.Open(full);
            MonitorResult result = MonitorPipeline.Run(question, statePath, state, shelf.Staging, workers, progress, cancellation);
            MonitorReport report = MonitorReport.Of(result, shelf.Staging);
            JsonFile.Write(Path.Combine(shelf.Staging, ReportShelf.ReportName), report, MonitorReportJson.Default.MonitorReport);

            shelf.Publish();
            return (result, report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GdalException)
        {
            throw new IOException($"{directory}: the monitor could not be brought up to date ({e.Message.TrimEnd('.')}); its state is whole, run it again.", e);
        }
    }
}
