using Microsoft.Extensions.Logging;

namespace RasterEngine.Host.Jobs;

/// <summary>What a try at a scan and one at a shard of it have in common: saying that they are alive, and that they have ended.</summary>
internal sealed partial class Attempts(ServiceMeters meters, ILogger<Attempts> log)
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>For <see cref="ScanChild.Run"/>: goes on while the server does and nobody has taken the work away.</summary>
    /// <param name="beat">Tells the database of the progress; false when the work has been taken away.</param>
    /// <param name="stopping">The server is shutting down.</param>
    public Func<int, bool> Beats(Func<int, bool> beat, CancellationToken stopping)
    {
        DateTime next = DateTime.MinValue;
        bool isOurs = true;
        return percent =>
        {
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            if (DateTime.UtcNow >= next)
            {
                next = DateTime.UtcNow + BeatEvery;
                isOurs = BeatOrKeep(beat, percent);
            }

            return isOurs;
        };
    }

    /// <param name="written">The end was written to the database; false: the work had been taken away.</param>
    /// <param name="outcome">Which end.</param>
    /// <param name="detail">More of it, for the log.</param>
    public void Ended(bool written, string outcome, string detail)
    {
        if (written)
        {
            End(log, outcome, detail);
        }
        else
        {
            meters.Fenced();
            Fenced(log, outcome);
        }
    }

    // While the database is away nobody else can have claimed the work: it goes on, and the epoch or the attempt decides at the end.
    private bool BeatOrKeep(Func<int, bool> beat, int percent)
    {
        try
        {
            return beat(percent);
        }
        catch (Npgsql.NpgsqlException e)
        {
            NoBeat(log, e.Message);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "ended: {Outcome} {Detail}")]
    private static partial void End(ILogger log, string outcome, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "fenced: this work was taken away meanwhile, and {Outcome} was not written")]
    private static partial void Fenced(ILogger log, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the database did not hear that this work is alive: {Reason}")]
    private static partial void NoBeat(ILogger log, string reason);
}
