namespace RasterEngine.Host.Jobs;

/// <summary>Hangfire.PostgreSql takes queues in the order of their names, whatever order a server lists them in.</summary>
internal static class JobQueues
{
    public const string Recovery = "a-recovery", Callbacks = "b-callbacks", UrgentShards = "c-shards", Urgent = "c-urgent", NormalShards = "d-begun", Normal = "d-normal";

    /// <summary>Normal work alone: what is begun is brought to its end before anything else is begun.</summary>
    public static readonly string[] OfNormalWork = [NormalShards, Normal];

    /// <summary>All work on scans, in the order in which it is taken.</summary>
    public static readonly string[] OfScans = [Recovery, UrgentShards, Urgent, .. OfNormalWork];
}
