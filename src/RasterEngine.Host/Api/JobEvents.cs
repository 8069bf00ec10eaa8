using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Scans, and tenants' lists of them, that somebody listens to. One or two queries a round serve every listener, and none is made while nobody listens.</summary>
internal sealed class JobEvents(ScanTable scans) : BackgroundService
{
    /// <summary>Connections are limited, and listeners hold theirs for hours.</summary>
    public const int MostListeners = 400, MostOfATenant = 100;

    private static readonly TimeSpan RoundEvery = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly List<Listener> listeners = [];
    private readonly SemaphoreSlim wanted = new(0, 1);

    /// <summary>Begins to listen.</summary>
    /// <param name="tenant">Whose scans.</param>
    /// <param name="scan">One scan, as the listener knows it already; null for all of the tenant's, of which the one that changed last is told.</param>
    /// <returns>Null when there are too many listeners already.</returns>
    public Listener? Listen(string tenant, ScanRow? scan)
    {
        lock (gate)
        {
            if (listeners.Count >= MostListeners || listeners.Count(l => l.Tenant == tenant) >= MostOfATenant)
            {
                return null;
            }

            var listener = new Listener(this, tenant, scan);
            listeners.Add(listener);
            if (listeners.Count == 1 && wanted.CurrentCount == 0)
            {
                wanted.Release();
            }

            return listener;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Listener[] now;
            lock (gate)
            {
                now = [.. listeners];
            }

            try
            {
                if (now.Length == 0)
                {
                    await wanted.WaitAsync(stoppingToken);
                    continue;
                }

                await Tell(now, stoppingToken);
                await Task.Delay(RoundEvery, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // The database is away: listeners wait, as they would for a scan that stands still.
                await Task.Delay(RoundEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Tell(Listener[] now, CancellationToken cancellation)
    {
        (string Tenant, Guid Scan)[] watched = [.. now.Where(l => l.Scan is not null).Select(l => (l.Tenant, l.Scan!.Value)).Distinct()];
        string[] tenants = [.. now.Where(l => l.Scan is null).Select(l => l.Tenant).Distinct()];
        var rows = watched.Length == 0 ? [] : (await scans.FindAll([.. watched.Select(w => w.Tenant)], [.. watched.Select(w => w.Scan)], cancellation)).ToDictionary(r => r.Id);
        var last = tenants.Length == 0 ? [] : (await scans.LastChanged(tenants, cancellation)).ToDictionary(r => r.Tenant);
        foreach (Listener listener in now)
        {
            ScanRow? row = listener.Scan is { } scan ? rows.GetValueOrDefault(scan) : last.GetValueOrDefault(listener.Tenant);
            if (row is not null)
            {
                listener.Tell(row);
            }
            else if (listener.Scan is not null)
            {
                listener.Close();
            }
        }
    }

    /// <summary>One who listens to one scan, or to all of a tenant.</summary>
    internal sealed class Listener(JobEvents events, string tenant, ScanRow? scan) : IDisposable
    {
        // Who reads slowly misses what is out of date anyway.
        private readonly Channel<ScanRow> news = Channel.CreateBounded<ScanRow>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        private (Guid Id, string State, int Progress, int Epoch) told = scan is null ? default : (scan.Id, scan.State, scan.Progress, scan.Epoch);

        public string Tenant => tenant;

        public Guid? Scan => scan?.Id;

        /// <summary>A scan's row whenever its state or progress has changed; ends when there is no such scan any more.</summary>
        public ChannelReader<ScanRow> News => news.Reader;

        public void Tell(ScanRow row)
        {
            if (told != (row.Id, row.State, row.Progress, row.Epoch))
            {
                told = (row.Id, row.State, row.Progress, row.Epoch);
                news.Writer.TryWrite(row);
            }
        }

        public void Close() => news.Writer.TryComplete();

        public void Dispose()
        {
            lock (events.gate)
            {
                events.listeners.Remove(this);
            }
        }
    }
}
