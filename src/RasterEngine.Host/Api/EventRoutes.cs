using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// A job's news as server-sent events: <c>status</c> when its status changes, <c>progress</c> in between, each with the status document;
/// <c>heartbeat</c> when there is no news, so that nobody between takes the connection for dead.
/// </summary>
internal static class EventRoutes
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/jobs/{id}/events", Events).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/jobs/events", ListEvents).RequireAuthorization(Roles.Viewer)
            .Describe("News of all jobs", "Server-sent events: the status document of the job that changed last, whenever one has; several that change within half a second are told as one.");
    }

    private static async Task<IResult> Events(string id, HttpContext http, ScanTable scans, JobEvents events, IHostApplicationLifetime life)
    {
        if (!Guid.TryParse(id, out Guid number) || await scans.Find(http.Tenant(), number, http.RequestAborted) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        // A browser opens a stream that has ended again and again; 204 is how it is told to stop.
        if (JobDocument.IsFinal(scan.State) && http.Request.Headers["Last-Event-ID"].FirstOrDefault() == Version(scan))
        {
            return Results.NoContent();
        }

        return Serve(http, events.Listen(scan.Tenant, scan), $"/jobs/{id}", listener => Follow(scan, listener, life.ApplicationStopping, http.RequestAborted));
    }

    private static IResult ListEvents(HttpContext http, JobEvents events, IHostApplicationLifetime life) =>
        Serve(http, events.Listen(http.Tenant(), null), "/jobs", listener => FollowAll(listener, life.ApplicationStopping, http.RequestAborted));

    private static IResult Serve(HttpContext http, JobEvents.Listener? listener, string instead, Func<JobEvents.Listener, IAsyncEnumerable<SseItem<string>>> follow)
    {
        if (listener is null)
        {
            http.Response.Headers.RetryAfter = "30";
            return Problem.Of(429, "about:blank", "Too many listeners", $"At most {JobEvents.MostOfATenant} listeners of a tenant are served at once; poll {instead} meanwhile.");
        }

        http.Response.RegisterForDispose(listener);
        return TypedResults.ServerSentEvents(follow(listener));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAll(JobEvents.Listener listener, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        // A browser knows that the stream is open by its first bytes.
        yield return new SseItem<string>("", "heartbeat");
        while (await Next(listener, ended.Token) is { IsOver: false, News: var news })
        {
            yield return news is null ? new SseItem<string>("", "heartbeat") : Item("status", news);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> Follow(ScanRow scan, JobEvents.Listener listener, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        yield return Item("status", scan);
        while (!JobDocument.IsFinal(scan.State))
        {
            (bool isOver, ScanRow? next) = await Next(listener, ended.Token);
            if (isOver)
            {
                yield break;
            }

            yield return next is null ? new SseItem<string>("", "heartbeat") : Item(next.State == scan.State ? "progress" : "status", next);
            scan = next ?? scan;
        }
    }

    // Over when the client or the service leaves or the scan is deleted; no row after a time without news.
    private static async Task<(bool IsOver, ScanRow? News)> Next(JobEvents.Listener listener, CancellationToken ended)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ended);
        quiet.CancelAfter(HeartbeatEvery);
        try
        {
            return (false, await listener.News.ReadAsync(quiet.Token));
        }
        catch (OperationCanceledException)
        {
            return (ended.IsCancellationRequested, null);
        }
        catch (ChannelClosedException)
        {
            return (true, null);
        }
    }

    private static SseItem<string> Item(string eventType, ScanRow scan) => new(JobDocument.Of(scan).ToJsonString(), eventType) { EventId = Version(scan) };

    private static string Version(ScanRow scan) => string.Create(CultureInfo.InvariantCulture, $"{scan.Epoch}-{scan.State}-{scan.Progress}");
}
