using System.Text;
using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>Draws samples to be labelled, one at a time, each by a child under a scan's limits.</summary>
internal sealed class SampleDrawing(ServiceFolders folders, ScanChild child) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The folder of a sample: <c>sample</c> as the command line writes it, <c>units</c> what interpreters look at.</summary>
    public string Folder(Guid sample) => Path.Combine(folders.Data, "samples", sample.ToString("D"));

    /// <param name="sample">Its number to be.</param>
    /// <param name="scan">Whose map.</param>
    /// <param name="document">That scan's document.</param>
    /// <param name="design">DESIGN.json.</param>
    /// <param name="cancellation">Of the request: who asked has gone.</param>
    /// <exception cref="ScanException">The design cannot be drawn; nothing is left behind.</exception>
    public async Task Draw(Guid sample, Guid scan, string document, string design, CancellationToken cancellation)
    {
        string work = Path.Combine(folders.Work, $"sample-{sample:D}"), question = Path.Combine(work, "scan.json"), wanted = Path.Combine(work, "design.json");
        await one.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(work);
            await File.WriteAllTextAsync(question, document, new UTF8Encoding(false), cancellation);
            await File.WriteAllTextAsync(wanted, design, new UTF8Encoding(false), cancellation);
            string made = Path.Combine(work, "made"), result = folders.Result(scan);
            ChildOutcome outcome = await Task.Run(
                () => child.Run([SampleChildCommand.Name, question, "--report", Path.Combine(result, "report.json"), "--design", wanted], made, [result], _ => !cancellation.IsCancellationRequested), cancellation);
            if (outcome.Kind != ChildEnd.Done)
            {
                throw new ScanException(outcome.Code is { Length: > 0 } code ? code : "machine", outcome.Sentence);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Folder(sample))!);
            Directory.Move(made, Folder(sample));
        }
        finally
        {
            one.Release();
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    public void Dispose() => one.Dispose();
}
