using System.Collections.Concurrent;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// Rows for status requests. While one query is under way, those who ask meanwhile wait for the next, which serves them all: a thousand pollers take
/// a few queries.
/// </summary>
internal sealed class ScanLookups(ScanTable scans)
{
    /// <summary>How old a status may be that is told to a poller. Workers write progress no oftener than every half second.</summary>
    public const long LongestMilliseconds = 250;

    private const int MostKept = 10_000;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<(string Tenant, Guid Id), (ScanRow Row, long Until)> kept = new();
    private List<Asked> waiting = [];
    private bool isAsking;
    private long changes;

    /// <summary>A tenant's scan, or null when it has none of that number; never from before it was asked for.</summary>
    public Task<ScanRow?> Find(string tenant, Guid id)
    {
        var asked = new Asked(tenant, id);
        lock (gate)
        {
            waiting.Add(asked);
            if (!isAsking)
            {
                isAsking = true;
                _ = Ask();
            }
        }

        return asked.Answer.Task;
    }

    /// <summary>The same as it was a quarter of a second ago or later: without a query, for most who poll.</summary>
    public ValueTask<ScanRow?> Recent(string tenant, Guid id) =>
        kept.TryGetValue((tenant, id), out (ScanRow Row, long Until) known) && Environment.TickCount64 < known.Until ? new(known.Row) : new(Find(tenant, id));

    /// <summary>Whoever changes a scan here sees the change at once.</summary>
    public void Forget(string tenant, Guid id)
    {
        // What a query under way finds may be from before.
        Interlocked.Increment(ref changes);
        kept.TryRemove((tenant, id), out _);
    }

    private async Task Ask()
    {
        while (true)
        {
            List<Asked> now;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    isAsking = false;
                    return;
                }

                (now, waiting) = (waiting, []);
            }

            try
            {
                (string Tenant, Guid Id)[] distinct = [.. now.Select(a => (a.Tenant, a.Id)).Distinct()];
                long before = Interlocked.Read(ref changes), until = Environment.TickCount64 + LongestMilliseconds;
                var rows = (await scans.FindAll([.. distinct.Select(a => a.Tenant)], [.. distinct.Select(a => a.Id)], CancellationToken.None)).ToDictionary(r => (r.Tenant, r.Id));
                if (before == Interlocked.Read(ref changes))
                {
                    Keep(rows, until);
                }

                now.ForEach(a => a.Answer.SetResult(rows.GetValueOrDefault((a.Tenant, a.Id))));
            }
#pragma warning disable CA1031 // Whoever asked is told, whatever it is: it is theirs to answer for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                now.ForEach(a => a.Answer.TrySetException(e));
            }
        }
    }

    // A row that has not changed stays the object it was, with the document that was made of it.
    private void Keep(Dictionary<(string Tenant, Guid Id), ScanRow> rows, long until)
    {
        if (kept.Count > MostKept)
        {
            kept.Clear();
        }

        foreach ((string Tenant, Guid Id) key in rows.Keys.ToArray())
        {
            ScanRow row = kept.TryGetValue(key, out (ScanRow Row, long Until) known) && known.Row == rows[key] ? known.Row : rows[key];
            kept[key] = (row, until);
            rows[key] = row;
        }
    }

    private sealed record Asked(string Tenant, Guid Id)
    {
        public TaskCompletionSource<ScanRow?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
