using System.Text;

namespace RasterEngine.Host.Jobs;

/// <summary>Things that people wait for and only a child may do, a few at a time so that scans are not slowed down, each in a folder that is gone afterwards.</summary>
/// <param name="folders">Of the service.</param>
/// <param name="child">Under a scan's limits.</param>
/// <param name="atOnce">How many.</param>
internal sealed class ChildErrands(ServiceFolders folders, ScanChild child, int atOnce) : IDisposable
{
    private readonly SemaphoreSlim places = new(atOnce);

    /// <param name="what">How its folder's name begins.</param>
    /// <param name="files">What the child is to find there: names and texts.</param>
    /// <param name="call">The verb and what is its own, for that folder.</param>
    /// <param name="within">Folders it may read besides the archives.</param>
    /// <param name="take">Takes what it made, from the folder that holds it.</param>
    /// <param name="cancellation">Of the request: who asked has gone.</param>
    /// <exception cref="ScanException">The child failed; nothing is left behind.</exception>
    public async Task<T> Run<T>(
        string what, IReadOnlyList<(string Name, string Text)> files, Func<string, IReadOnlyList<string>> call, IReadOnlyList<string> within, Func<string, Task<T>> take, CancellationToken cancellation)
    {
        string work = Path.Combine(folders.Work, $"{what}-{Guid.NewGuid():D}"), made = Path.Combine(work, "made");
        await places.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(work);
            foreach ((string name, string text) in files)
            {
                await File.WriteAllTextAsync(Path.Combine(work, name), text, new UTF8Encoding(false), cancellation);
            }

            ChildOutcome outcome = await Task.Run(() => child.Run(call(work), made, within, _ => !cancellation.IsCancellationRequested), cancellation);
            return outcome.Kind == ChildEnd.Done
                ? await take(made)
                : throw new ScanException(outcome.Code is { Length: > 0 } code ? code : "machine", folders.Unnamed(outcome.Sentence, work));
        }
        finally
        {
            places.Release();
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    public void Dispose() => places.Dispose();
}
