using System.Diagnostics.CodeAnalysis;

namespace RasterEngine.Tiling;

/// <summary>
/// Hands things from several threads to one, some at a time: whoever is ahead waits. (BlockingCollection says its end by an exception, which
/// costs every scan some milliseconds.)
/// </summary>
/// <param name="most">How many may wait to be taken.</param>
internal sealed class Handover<T>(int most)
{
    private readonly Queue<T> waiting = new(most);
    private bool isComplete;

    /// <summary>Gives one, once there is room.</summary>
    public void Add(T item)
    {
        lock (waiting)
        {
            while (waiting.Count == most)
            {
                Monitor.Wait(waiting);
            }

            waiting.Enqueue(item);
            Monitor.PulseAll(waiting);
        }
    }

    /// <summary>Says that no more will come.</summary>
    public void Complete()
    {
        lock (waiting)
        {
            isComplete = true;
            Monitor.PulseAll(waiting);
        }
    }

    /// <summary>Takes the first one, once there is one; false when none is left and none will come.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isComplete)
            {
                Monitor.Wait(waiting);
            }

            bool has = waiting.TryDequeue(out item);
            Monitor.PulseAll(waiting);
            return has;
        }
    }
}
