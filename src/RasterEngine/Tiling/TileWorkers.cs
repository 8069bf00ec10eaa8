namespace RasterEngine.Tiling;

/// <summary>
/// N threads, one cursor over the tiles. A worker opens what it needs on its own thread, owns it, and hands over results;
/// the calling thread takes them in the order they come and owns what it writes to.
/// </summary>
public static class TileWorkers
{
    /// <param name="plan">The tiles.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="open">Makes one worker, on that worker's thread.</param>
    /// <param name="work">Answers one tile, on the worker's thread.</param>
    /// <param name="take">Takes one answer, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <exception cref="OperationCanceledException">Cancelled; all threads have ended.</exception>
    /// <remarks>
    /// When tiles fail, the exception of the first of them by index is thrown: tiles are handed out in order and those under way are finished,
    /// so it is the same one for any number of workers.
    /// </remarks>
    public static void Run<TWorker, TAnswer>(
        TilePlan plan, int workers, Func<TWorker> open, Func<TWorker, Tile, TAnswer> work, Action<TAnswer> take, CancellationToken cancellation)
        where TWorker : IDisposable
    {
        ArgumentNullException.ThrowIfNull(plan);
        Run(plan, new TileRows(0, plan.Rows), workers, open, work, take, cancellation);
    }

    /// <summary>The same for some of the rows of tiles.</summary>
    internal static void Run<TWorker, TAnswer>(
        TilePlan plan, TileRows rows, int workers, Func<TWorker> open, Func<TWorker, Tile, TAnswer> work, Action<TAnswer> take, CancellationToken cancellation)
        where TWorker : IDisposable
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        int end = rows.End * plan.Columns;
        workers = Math.Min(workers, rows.Count * plan.Columns);
        var answers = new Handover<TAnswer>(2 * workers);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        (int Tile, Exception? Exception) first = (int.MaxValue, null);
        int cursor = (rows.First * plan.Columns) - 1;
        int running = workers;

        Thread[] threads = [.. Enumerable.Range(0, workers).Select(number => new Thread(Loop) { Name = $"tile worker {number + 1}", IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        try
        {
            while (answers.TryTake(out TAnswer? answer))
            {
                take(answer);
            }
        }
        finally
        {
            // Taking may have failed: workers must neither block on a full queue nor go on.
            stop.Cancel();
            while (answers.TryTake(out _))
            {
            }

            foreach (Thread thread in threads)
            {
                thread.Join();
            }
        }

        if (first.Exception is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first.Exception);
        }

        cancellation.ThrowIfCancellationRequested();

        void Loop()
        {
            int index = -1;
            try
            {
                using TWorker worker = open();
                while (!stop.IsCancellationRequested && (index = Interlocked.Increment(ref cursor)) < end)
                {
                    answers.Add(work(worker, plan[index]));
                }
            }
#pragma warning disable CA1031 // Everything is carried to the calling thread and thrown there.
            catch (Exception e)
#pragma warning restore CA1031
            {
                lock (answers)
                {
                    first = index < first.Tile ? (index, e) : first;
                }

                stop.Cancel();
            }
            finally
            {
                if (Interlocked.Decrement(ref running) == 0)
                {
                    answers.Complete();
                }
            }
        }
    }
}
