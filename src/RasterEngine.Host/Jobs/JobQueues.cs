namespace RasterEngine.Host.Jobs;

/// <summary>Hangfire.PostgreSql takes queues in the order of their names, whatever order a server lists them in.</summary>
internal static class JobQueues
{
    public const string Recovery = "a-recovery", Callbacks = "b-callbacks", Urgent = "c-urgent", Normal = "d-normal";
}
