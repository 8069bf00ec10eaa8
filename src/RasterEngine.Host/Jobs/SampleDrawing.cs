using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>Draws samples to be labelled, one at a time, each by a child under a scan's limits.</summary>
internal sealed class SampleDrawing(ServiceFolders folders, ScanChild child) : IDisposable
{
    private readonly ChildErrands errands = new(folders, child, atOnce: 1);

    /// <summary>The folder of a sample: <c>sample</c> as the command line writes it, <c>units</c> what interpreters look at.</summary>
    public string Folder(Guid sample) => Path.Combine(folders.Data, "samples", sample.ToString("D"));

    /// <param name="sample">Its number to be.</param>
    /// <param name="scan">Whose map.</param>
    /// <param name="document">That scan's document.</param>
    /// <param name="design">DESIGN.json.</param>
    /// <param name="cancellation">Of the request: who asked has gone.</param>
    /// <exception cref="ScanException">The design cannot be drawn; nothing is left behind.</exception>
    public Task Draw(Guid sample, Guid scan, string document, string design, CancellationToken cancellation)
    {
        string result = folders.Result(scan);
        return errands.Run(
            "sample", [("scan.json", document), ("design.json", design)],
            work => [SampleChildCommand.Name, Path.Combine(work, "scan.json"), "--report", Path.Combine(result, "report.json"), "--design", Path.Combine(work, "design.json")],
            [result],
            made =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Folder(sample))!);
                Directory.Move(made, Folder(sample));
                return Task.FromResult(sample);
            },
            cancellation);
    }

    public void Dispose() => errands.Dispose();
}
