using System.Net;
using System.Net.Sockets;

namespace RasterEngine.Host.Tests.Access;

/// <summary>A small web server that keeps what it is sent.</summary>
internal sealed class Receiver : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private readonly HttpListener listener = new();
    private readonly List<Received> all = [];
    private readonly string? location;
    private int failures;

    /// <param name="failures">So many first requests are not answered as they should be.</param>
    /// <param name="location">Those are sent on there; null for 500.</param>
    public Receiver(int failures, string? location = null)
    {
        (this.failures, this.location) = (failures, location);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Take();
    }

    public string Address { get; }

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (all)
            {
                return [.. all];
            }
        }
    }

    public async Task<Received> Wait(Func<Received, bool> wanted)
    {
        using var tooLong = new CancellationTokenSource(Longest);
        while (true)
        {
            if (All.FirstOrDefault(wanted) is { } found)
            {
                return found;
            }

            await Task.Delay(50, tooLong.Token);
        }
    }

    public void Dispose() => listener.Close();

    private async Task Take()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                int status = failures-- > 0 ? location is null ? 500 : 307 : 200;
                lock (all)
                {
                    all.Add(new Received(context.Request.Url!.AbsolutePath, status, context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase), body.ToArray()));
                }

                context.Response.StatusCode = status;
                if (status == 307)
                {
                    context.Response.RedirectLocation = location;
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
