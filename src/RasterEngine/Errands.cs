using System.Runtime.ExceptionServices;

namespace RasterEngine;

/// <summary>A few pieces of work that do not need each other, on a limited number of threads.</summary>
internal static class Errands
{
    /// <summary>Runs all of them, whether some fail or not.</summary>
    /// <param name="workers">Threads at most.</param>
    /// <param name="errands">Begun in this order.</param>
    /// <remarks>When several fail, the exception of the first of them in order is thrown.</remarks>
    public static void Run(int workers, IReadOnlyList<Action> errands)
    {
        var failures = new Exception?[errands.Count];
        int cursor = -1;
        Thread[] threads = [.. Enumerable.Range(1, Math.Min(workers, errands.Count)).Select(number => new Thread(Work) { Name = $"errand worker {number}", IsBackground = true })];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        if (Array.Find(failures, f => f is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref cursor)) < errands.Count;)
            {
                try
                {
                    errands[i]();
                }
#pragma warning disable CA1031 // Carried to the calling thread and thrown there.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failures[i] = e;
                }
            }
        }
    }
}
