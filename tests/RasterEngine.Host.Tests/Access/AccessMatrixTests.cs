using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Api;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>
/// Every route that the program maps × nobody, viewer, analyst, operator and the operator of another tenant. What is right is said here by rule,
/// not read from the program: reading needs a viewer, changing an analyst, and the exceptions are listed. A route that is added is tried as well.
/// </summary>
public sealed partial class AccessMatrixTests(RunningService running)
{
    private const string Nobody = "nobody", Viewer = "viewer", Analyst = "analyst", Operator = "operator";
    private static readonly string[] Callers = [Nobody, Viewer, Analyst, Operator];

    // Where the rule does not hold: the least caller that is let in.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["GET /"] = Nobody,
        // Scripts of the page of the interface, the same for everybody.
        ["GET /docs/scalar.js"] = Nobody,
        ["GET /docs/scalar.aspnetcore.js"] = Nobody,
        ["GET /docs/favicon.svg"] = Nobody,
        ["GET /health/live"] = Nobody,
        ["GET /health/ready"] = Nobody,
        ["GET /pages.json"] = Nobody,
        ["POST /session"] = Viewer,
        ["DELETE /session"] = Viewer,
        ["POST /jobs/{id}/links"] = Viewer,
        ["GET /callbacks/key"] = Analyst,
        ["GET /samples/{id}/files/{file}"] = Operator,
        ["GET /metrics"] = Operator,
        ["GET /ops/hangfire/{**path}"] = Operator,
    };

    // No part of the interface: pages, and what watches and administers the service.
    private static readonly string[] Undescribed = ["GET /docs", "GET /metrics", "GET /ops/hangfire", "GET /api"];

    [Fact]
    public async Task EveryRoute_LetsInWhomItShould_AndNobodyElse()
    {
        Stand own = await Prepare("matrix");
        (string Method, string Pattern)[] routes = Routes();
        Assert.True(routes.Length >= 20, $"found {routes.Length} routes");
        string[] described = await Described();
        Assert.Empty(described.Except(routes.Select(r => Plain(r.Method, r.Pattern))));
        string[] undescribed = [.. routes.Select(r => Plain(r.Method, r.Pattern)).Except(described)];
        Assert.All(undescribed, r => Assert.Contains(Undescribed, u => r.StartsWith(u, StringComparison.Ordinal)));
        Assert.All(Exceptions.Keys, e => Assert.Contains(e, routes.Select(r => $"{r.Method} {r.Pattern}")));
        var wrong = new List<string>();
        foreach ((string method, string pattern) in routes)
        {
            string least = Exceptions.GetValueOrDefault($"{method} {pattern}", method is "GET" or "HEAD" ? Viewer : Analyst);
            foreach (string caller in Callers)
            {
                // Nothing of ours is deleted: what is let through is then not found, which is all that is asked.
                string address = Fill(pattern, method == "DELETE" ? Stand.Nothing : own);
                HttpStatusCode status = await Ask(own.Clients[caller], method, address);
                bool isRight = caller == Nobody && least != Nobody ? status == HttpStatusCode.Unauthorized
                    : Array.IndexOf(Callers, caller) < Array.IndexOf(Callers, least) ? status == HttpStatusCode.Forbidden
                    : status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)status < 500;
                if (!isRight)
                {
                    wrong.Add($"{caller}: {method} {address} answered {(int)status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        own.Dispose();
    }

    [Fact]
    public async Task WhatBelongsToAnotherTenant_IsNotThere()
    {
        using Stand own = await Prepare("owner"), foreign = await Prepare("foreign");
        var wrong = new List<string>();
        foreach ((string method, string pattern) in Routes().Where(r => r.Pattern.Contains("{id}", StringComparison.Ordinal) || r.Pattern.Contains("{name}", StringComparison.Ordinal) || r.Pattern.Contains("{jobId}", StringComparison.Ordinal)))
        {
            HttpStatusCode status = await Ask(foreign.Clients[Operator], method, Fill(pattern, own));

            // A schedule of that name may be made: it is the caller's own then. The empty document that is sent makes none.
            if (status != HttpStatusCode.NotFound && !(method == "PUT" && status == HttpStatusCode.BadRequest))
            {
                wrong.Add($"{method} {pattern} answered {(int)status}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        foreach (string address in (string[])["/jobs", "/schedules"])
        {
            string list = await foreign.Clients[Operator].GetStringAsync(address, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(own.Job, list, StringComparison.Ordinal);
            Assert.DoesNotContain(own.Schedule, list, StringComparison.Ordinal);
        }

        // Whatever was tried, nothing happened to it.
        Assert.Equal(HttpStatusCode.OK, await Ask(own.Clients[Viewer], "GET", $"/jobs/{own.Job}/results/mask.tif"));
        Assert.Equal(HttpStatusCode.OK, await Ask(own.Clients[Viewer], "GET", $"/schedules/{own.Schedule}"));
    }

    // As the program maps them, HEAD and OPTIONS aside. Nothing is started.
    private (string Method, string Pattern)[] Routes()
    {
        using Database database = Database.Open(ServiceProcess.ConnectionString(running.Folder.Data), null, running.Folder.Data, isItsService: false);
        using WebApplication app = ServiceHost.Build(database, ServiceFolders.Open(running.Folder.Data, [running.Folder.Archive]), "http://127.0.0.1:0", 0, ChildLimits.Default, Sandbox.OfEnvironment());
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (m, "/" + e.RoutePattern.RawText!.TrimStart('/'))))
            .Where(r => r.m is not ("HEAD" or "OPTIONS")).Distinct()];
    }

    // As the OpenAPI document has them.
    private async Task<string[]> Described()
    {
        JsonNode document = JsonNode.Parse(await running.Process.Client.GetStringAsync("/api", TestContext.Current.CancellationToken))!;
        return [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => Plain(operation.Key.ToUpperInvariant(), path.Key)))];
    }

    // Without the types and stars of parameters, which a document does not have.
    private static string Plain(string method, string pattern) => $"{method} {Parameter().Replace(pattern, "{${name}}")}";

    private async Task<Stand> Prepare(string tenant)
    {
        var clients = new Dictionary<string, HttpClient> { [Nobody] = running.Process.From("127.0.6.1") };
        foreach (string role in Callers[1..])
        {
            clients[role] = running.Process.From("127.0.6.1", running.Process.QuickKey($"{tenant}-{role}", role, tenant));
        }

        JsonObject document = running.Folder.Pair(tenant, new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        using HttpResponseMessage schedule = await clients[Analyst].PutAsJsonAsync($"/schedules/of-{tenant}", new { cron = "0 0 1 1 *", template = document }, TestContext.Current.CancellationToken);
        schedule.EnsureSuccessStatusCode();
        using HttpResponseMessage posted = await clients[Analyst].PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan = document } }, TestContext.Current.CancellationToken);
        string job = posted.Headers.Location!.ToString().Split('/')[^1];
        for (int i = 0; i < 300 && await Ask(clients[Viewer], "GET", $"/jobs/{job}/results") != HttpStatusCode.OK; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return new Stand(job, $"of-{tenant}", clients);
    }

    private static string Fill(string pattern, Stand stand) => Parameter().Replace(pattern, match => match.Groups["name"].Value switch
    {
        "id" or "jobId" => stand.Job,
        "name" => stand.Schedule,
        "process" => "scan",
        "file" => "mask.tif",
        "path" => "",
        _ => "0",
    }) + (pattern.EndsWith("/backfill", StringComparison.Ordinal) ? "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z" : "");

    private static async Task<HttpStatusCode> Ask(HttpClient client, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();

    /// <summary>A tenant with a finished job, a schedule and a key of each role.</summary>
    private sealed record Stand(string Job, string Schedule, IReadOnlyDictionary<string, HttpClient> Clients) : IDisposable
    {
        public static Stand Nothing { get; } = new("00000000-0000-0000-0000-000000000000", "no-such-schedule", new Dictionary<string, HttpClient>());

        public void Dispose()
        {
            foreach (HttpClient client in Clients.Values)
            {
                client.Dispose();
            }
        }
    }
}
