using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RasterEngine.Host.Jobs;

/// <summary>A process that answers questions about layers, one at a time: a line of JSON in, a line of JSON out. Used by one at a time.</summary>
/// <param name="process">Started, all three streams piped.</param>
/// <param name="folder">Its own, gone when it is.</param>
internal sealed class LayerChild(Process process, string folder) : IDisposable
{
    // Replaced by another after so many, whatever libraries may have left behind.
    private const int MostAnswers = 5000;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);
    private int answers;

    public long LastAnswer { get; private set; } = Stopwatch.GetTimestamp();

    public bool IsNew => answers == 0;

    public bool HasServedItsTime => answers >= MostAnswers;

    /// <exception cref="IOException">It ended, or did not answer: it is of no use any more.</exception>
    public async Task<JsonObject> Ask(JsonObject question)
    {
        using var late = new CancellationTokenSource(LongestAnswer);
        try
        {
            await process.StandardInput.WriteLineAsync(question.ToJsonString().AsMemory(), late.Token);
            await process.StandardInput.FlushAsync(late.Token);
            string line = await process.StandardOutput.ReadLineAsync(late.Token) ?? throw new EndOfStreamException("the process ended");
            (answers, LastAnswer) = (answers + 1, Stopwatch.GetTimestamp());
            return (JsonObject)JsonNode.Parse(line)!;
        }
        catch (OperationCanceledException e)
        {
            throw new IOException("the process did not answer", e);
        }
    }

    public void Dispose()
    {
        ScanChild.Kill(process);
        process.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
