using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Scans that somebody listens to. One query a round serves every listener, and none is made while nobody listens.</summary>
internal sealed class JobEvents(ScanTable scans) : BackgroundService
{
    /// <summary>Connections are limited, and listeners hold theirs for hours.</summary>
    public const int MostListeners = 400, MostOfATenant = 100;

    private static readonly TimeSpan RoundEvery = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly List<Listener> listeners = [];
    private readonly SemaphoreSlim wanted = new(0, 1);

    /// <summary>Begins to listen.</summary>
    /// <param name="scan">As the listener knows it already.</param>
    /// <returns>Null when there are too many listeners already.</returns>
    public Listener? Listen(ScanRow scan)
    {
        lock (gate)
        {
            if (listeners.Count >= MostListeners || listeners.Count(l => l.Tenant == scan.Tenant) >= MostOfATenant)
            {
                return null;
            }

            var listener = new Listener(this, scan);
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
        (string Tenant, Guid Scan)[] watched = [.. now.Select(l => (l.Tenant, l.Scan)).Distinct()];
        var rows = (await scans.FindAll([.. watched.Select(w => w.Tenant)], [.. watched.Select(w => w.Scan)], cancellation)).ToDictionary(r => r.Id);
        foreach (Listener listener in now)
        {
            if (rows.TryGetValue(listener.Scan, out ScanRow? row))
            {
                listener.Tell(row);
            }
            else
            {
                listener.Close();
            }
        }
    }

    /// <summary>One who listens to one scan.</summary>
    internal sealed class Listener(JobEvents events, ScanRow scan) : IDisposable
    {
        // Who reads slowly misses what is out of date anyway.
        private readonly Channel<ScanRow> news = Channel.CreateBounded<ScanRow>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        private (string State, int Progress) told = (scan.State, scan.Progress);

        public string Tenant => scan.Tenant;

        public Guid Scan => scan.Id;

        /// <summary>The scan's row whenever its state or progress has changed; ends when there is no such scan any more.</summary>
        public ChannelReader<ScanRow> News => news.Reader;

        public void Tell(ScanRow row)
        {
            if (told != (row.State, row.Progress))
            {
                told = (row.State, row.Progress);
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
