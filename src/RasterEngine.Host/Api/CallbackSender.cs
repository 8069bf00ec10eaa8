using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// Tells a subscriber what became of a scan: the results document, or the status document of one that runs or failed. Signed as Standard Webhooks
/// has it (HMAC-SHA256 over id.timestamp.body with the tenant's key); delivered at least once, and a receiver knows a repetition by its id.
/// </summary>
internal sealed partial class CallbackSender : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly CallbackTable callbacks;
    private readonly ScanTable scans;
    private readonly SigningKeyTable keys;
    private readonly ServiceFolders folders;
    private readonly TimeSpan firstWait;
    private readonly TimeProvider clock;
    private readonly ILogger<CallbackSender> log;
    private readonly HttpClient client;

    public CallbackSender(CallbackTable callbacks, ScanTable scans, SigningKeyTable keys, ServiceFolders folders, CallbackHosts hosts, AccessSettings settings, TimeProvider clock, ILogger<CallbackSender> log)
    {
        (this.callbacks, this.scans, this.keys, this.folders, this.clock, this.log) = (callbacks, scans, keys, folders, clock, log);
        firstWait = TimeSpan.FromSeconds(settings.CallbackWaitSeconds);
        client = new HttpClient(new SocketsHttpHandler { ConnectCallback = hosts.Connect, AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = Longest };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("raster-engine");
    }

    public async Task Send(Guid id)
    {
        if (await callbacks.Take(id, firstWait) is not { } callback)
        {
            return;
        }

        if (await Body(callback) is not { } body)
        {
            await callbacks.Close(id, "overtaken by what came after");
            return;
        }

        if (await Deliver(callback, body) is not { } error)
        {
            await callbacks.Close(id, null);
        }
        else if (callback.Tries < CallbackTable.MostTries)
        {
            await callbacks.Fail(id, error);
        }
        else
        {
            GivenUp(log, callback.ScanId, callback.Tries, error);
            await callbacks.Close(id, error);
        }
    }

    /// <summary>The header that proves a message: <c>v1,</c> and the HMAC in base64.</summary>
    public static string Sign(byte[] key, string id, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    public void Dispose() => client.Dispose();

    // Null where the scan has gone on: that it runs is no news of one that has ended.
    private async Task<byte[]?> Body(CallbackRow callback) =>
        await scans.Find(callback.Tenant, callback.ScanId, CancellationToken.None) is not { } scan || scan.State != callback.State ? null
        : scan.State == "successful" ? await JobResults.Of(folders, scan.Id, CancellationToken.None)
        : Encoding.UTF8.GetBytes(JobDocument.Of(scan).ToJsonString());

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> Deliver(CallbackRow callback, byte[] body)
    {
        string id = callback.Id.ToString("D"), timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, callback.Uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(await keys.Get(SigningKeyTable.Callbacks(callback.Tenant)), id, timestamp, body));
        request.Headers.Add("Link", $"</jobs/{callback.ScanId:D}>; rel=\"monitor\"");
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode ? null : $"answered {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return e is TaskCanceledException ? "no answer in time" : e.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "a message about scan {Scan} was given up after {Tries} tries: {Reason}")]
    private static partial void GivenUp(ILogger log, Guid scan, int tries, string reason);
}
