using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>What counts as one client when there is no key: an IPv4 address, or the /64 that an IPv6 address can be moved in at will.</summary>
internal static class ClientAddress
{
    public static IPAddress Of(HttpContext http)
    {
        IPAddress address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
