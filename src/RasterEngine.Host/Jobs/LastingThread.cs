using System.Collections.Concurrent;
using System.Diagnostics;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Starts processes from one thread that never ends. Linux tells a process of the death of the <i>thread</i> that started it (PR_SET_PDEATHSIG), and
/// threads of the pool end when there is little to do.
/// </summary>
internal static class LastingThread
{
    private static readonly BlockingCollection<Action> Starts = Begin();

    /// <inheritdoc cref="Process.Start(ProcessStartInfo)"/>
    public static Process Start(ProcessStartInfo description)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(description)!);
            }
#pragma warning disable CA1031 // Thrown again where it was asked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (Action start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "starts children" }.Start();
        return starts;
    }
}
