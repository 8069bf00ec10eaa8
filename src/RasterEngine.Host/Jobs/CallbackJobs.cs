using Hangfire;
using RasterEngine.Host.Api;

namespace RasterEngine.Host.Jobs;

/// <summary>What Hangfire may call to have a message sent. How often it is tried stands in our table.</summary>
/// <remarks>Names and arguments are stored in queued jobs: changing them loses those.</remarks>
public sealed class CallbackJobs
{
    private readonly CallbackSender sender;

    internal CallbackJobs(CallbackSender sender) => this.sender = sender;

    /// <summary>Sends a message if it is still due.</summary>
    /// <param name="callback">Its number.</param>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task Send(Guid callback) => sender.Send(callback);
}
