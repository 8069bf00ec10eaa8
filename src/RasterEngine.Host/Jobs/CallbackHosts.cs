using System.Net;
using System.Net.Sockets;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Where messages may be sent: to public addresses only, so that nobody has the service knock at doors of its own network. Hosts that the
/// settings name (<c>Access__CallbackHosts__0</c>) may be private.
/// </summary>
internal sealed class CallbackHosts(IReadOnlyList<string> allowed)
{
    // IANA's special-purpose registries, IPv4 and the parts of IPv6's global unicast that are not public or hold an IPv4 address.
    private static readonly IPNetwork[] NotPublic = [.. ((string[])
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ]).Select(n => IPNetwork.Parse(n))];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether the public network routes to an address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !NotPublic.Any(n => n.Contains(plain));
    }

    /// <summary>What is wrong with an address as it is written, or null; names are looked up when a message is sent.</summary>
    public string? Refusal(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") ? "is not an http or https address"
        : uri.UserInfo.Length > 0 ? "holds a user name; expected an address without one"
        : !IsAllowed(uri.IdnHost) && ((IPAddress.TryParse(uri.IdnHost, out IPAddress? address) && !IsPublic(address)) || uri.IdnHost is "localhost" || uri.IdnHost.EndsWith(".localhost", StringComparison.Ordinal))
            ? "is an address of a private network"
        : null;

    /// <summary>Connects to a host at an address that was looked at: it is not looked up a second time in between.</summary>
    /// <exception cref="HttpRequestException">The name leads to a private network.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!IsAllowed(host) && addresses.FirstOrDefault(a => !IsPublic(a)) is not null)
        {
            throw new HttpRequestException($"{host} leads to a private network");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host) => allowed.Contains(host, StringComparer.OrdinalIgnoreCase);
}
