using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>What a child of the service can reach that is none of its business. Runs in the child.</summary>
internal static class Reach
{
    /// <summary>Where a test leaves the service's port, its process's number and its data folder, in the archive: a line each.</summary>
    public const string Places = "reach.txt";

    /// <summary>The child starts in the archive.</summary>
    public static IEnumerable<string> Found()
    {
        string[] places = File.ReadAllLines(Places);
        if (Works(() => Connect(new IPEndPoint(IPAddress.Loopback, int.Parse(places[0], CultureInfo.InvariantCulture)), ProtocolType.Tcp)))
        {
            yield return "network";
        }

        if (Works(() => Connect(new UnixDomainSocketEndPoint(Path.Combine(places[2], "postgresql", "socket", ".s.PGSQL.5432")), ProtocolType.Unspecified)))
        {
            yield return "database";
        }

        if (Works(() => File.ReadAllText(Path.Combine(places[2], "postgresql", "password"))))
        {
            yield return "password";
        }

        if (Directory.Exists(Path.Combine(places[2], "results")))
        {
            yield return "results";
        }

        if (Works(() => File.ReadAllText($"/proc/{places[1]}/environ")))
        {
            yield return "service";
        }

        if (Works(() => File.WriteAllText("written.txt", "")))
        {
            yield return "archive";
        }

        if (Works(() => File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "written.txt"), "")))
        {
            yield return "program";
        }

        // Its own folder it must be able to write to, or the scan could not be answered.
        if (Works(() => File.WriteAllText(Path.Combine(Path.GetDirectoryName(Document())!, "written.txt"), "")))
        {
            yield return "own";
        }
    }

    /// <summary>The document that the child was started with: zero bytes lie between arguments.</summary>
    public static string? Document() => File.ReadAllText("/proc/self/cmdline").Split('\0').FirstOrDefault(a => Path.GetFileName(a) == "scan.json");

    private static void Connect(EndPoint end, ProtocolType protocol)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, protocol);
        socket.Connect(end);
    }

    private static bool Works(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return false;
        }
    }
}
