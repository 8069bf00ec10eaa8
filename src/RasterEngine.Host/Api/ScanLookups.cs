using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// Rows for status requests. While one query is under way, those who ask meanwhile wait for the next, which serves them all: a thousand pollers take
/// a few queries, and nobody is answered from before they asked.
/// </summary>
internal sealed class ScanLookups(ScanTable scans)
{
    private readonly Lock gate = new();
    private List<Asked> waiting = [];
    private bool isAsking;

    /// <summary>A tenant's scan, or null when it has none of that number.</summary>
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
                var rows = (await scans.FindAll([.. distinct.Select(a => a.Tenant)], [.. distinct.Select(a => a.Id)], CancellationToken.None)).ToDictionary(r => (r.Tenant, r.Id));
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

    private sealed record Asked(string Tenant, Guid Id)
    {
        public TaskCompletionSource<ScanRow?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
