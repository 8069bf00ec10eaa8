using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Processes under a scan's limits that look at layers of results: started when they are needed, used for one question after another, ended when nobody
/// has asked for a while. A map asks for dozens of tiles, and a process takes longer to start than a tile to draw.
/// </summary>
internal sealed class LayerChildren : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    // Few, so that a map that is moved does not slow scans down.
    private readonly SemaphoreSlim places = new(Math.Clamp(Environment.ProcessorCount / 2, 2, 8));
    private readonly ConcurrentStack<LayerChild> waiting = new();
    private readonly ServiceFolders folders;
    private readonly ScanChild child;
    private readonly Timer sweep;

    public LayerChildren(ServiceFolders folders, ScanChild child)
    {
        (this.folders, this.child) = (folders, child);
        sweep = new Timer(_ => Sweep(), null, Idle, Idle);
    }

    /// <summary>Whoever asked may go meanwhile: what was begun is answered, for nobody.</summary>
    /// <exception cref="ScanException">It cannot be answered.</exception>
    public async Task<JsonObject> Ask(JsonObject question, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            JsonObject answer;
            try
            {
                answer = await AskOne(question);
            }
            catch (IOException e)
            {
                throw new ScanException("machine", "This layer cannot be read: who read it crashed or took too long.", e);
            }

            return answer["code"] is { } code ? throw new ScanException(code.GetValue<string>(), answer["sentence"]!.GetValue<string>()) : answer;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        sweep.Dispose();
        while (waiting.TryPop(out LayerChild? idle))
        {
            idle.Dispose();
        }

        places.Dispose();
    }

    private async Task<JsonObject> AskOne(JsonObject question)
    {
        while (true)
        {
            LayerChild asked = waiting.TryPop(out LayerChild? idle) ? idle : Start();
            bool wasNew = asked.IsNew;
            try
            {
                JsonObject answer = await asked.Ask(question);
                if (asked.HasServedItsTime)
                {
                    asked.Dispose();
                }
                else
                {
                    waiting.Push(asked);
                }

                return answer;
            }
            catch (IOException) when (!wasNew)
            {
                // It may have died long ago: another is asked. One that dies of its first question does not get it again.
                asked.Dispose();
            }
            catch
            {
                asked.Dispose();
                throw;
            }
        }
    }

    private LayerChild Start()
    {
        string work = Path.Combine(folders.Work, $"layer-{Guid.NewGuid():D}");
        Directory.CreateDirectory(work);
        Process process = child.Start([LayerChildCommand.Name], Path.Combine(work, "made"), [folders.Results]);
        // Whatever libraries say there is nobody's business, but a full pipe would stop it.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new LayerChild(process, work);
    }

    private void Sweep()
    {
        var kept = new List<LayerChild>();
        while (waiting.TryPop(out LayerChild? idle))
        {
            if (Stopwatch.GetElapsedTime(idle.LastAnswer) < Idle)
            {
                kept.Add(idle);
            }
            else
            {
                idle.Dispose();
            }
        }

        kept.ForEach(waiting.Push);
    }
}
