using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>Counters and spans of this process, for OpenTelemetry.</summary>
internal sealed class ServiceMeters : IDisposable
{
    public const string Name = "RasterEngine";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> scans, shards, attempts, pixels, fenced, retries, recovered;

    public ServiceMeters(WorkTable work)
    {
        meter.CreateObservableGauge("rasterengine.queue", () => Depth(work.Waiting), description: "Scans that wait.");
        meter.CreateObservableGauge("rasterengine.queue.shards", () => Depth(work.WaitingShards), description: "Shards of running scans that wait.");
        scans = meter.CreateCounter<long>("rasterengine.scans", description: "Scans published.");
        shards = meter.CreateCounter<long>("rasterengine.shards", description: "Shards committed to the ledger.");
        attempts = meter.CreateCounter<long>("rasterengine.attempts", description: "Tries that began, at scans and at shards.");
        pixels = meter.CreateCounter<long>("rasterengine.pixels", "{pixel}", "Pixels of published scans.");
        fenced = meter.CreateCounter<long>("rasterengine.fenced", description: "Writes refused because the scan had been taken away.");
        recovered = meter.CreateCounter<long>("rasterengine.recovered", description: "Scans given back because their worker was gone.");
        retries = meter.CreateCounter<long>("rasterengine.retries", description: "Tries that ended without an answer: died, failed or stopped.");
        foreach (Counter<long> counter in (Counter<long>[])[scans, shards, attempts, pixels, fenced, recovered, retries])
        {
            // A counter that was never added to is not shown, and a rate of nothing cannot be watched.
            counter.Add(0);
        }
    }

    /// <summary>Spans of this process's work.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <param name="number">Pixels of the scan's grid.</param>
    public void Scanned(long number)
    {
        scans.Add(1);
        pixels.Add(number);
    }

    public void Committed() => shards.Add(1);

    public void Began() => attempts.Add(1);

    public void Fenced() => fenced.Add(1);

    public void Recovered(int number) => recovered.Add(number);

    public void Retried() => retries.Add(1);

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<long>> Depth(Func<long> waiting)
    {
        try
        {
            return [new Measurement<long>(waiting())];
        }
        catch (NpgsqlException)
        {
            // No number is better than a wrong one.
            return [];
        }
    }
}
