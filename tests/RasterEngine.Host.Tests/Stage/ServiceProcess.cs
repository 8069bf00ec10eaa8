using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>raster-engine serve, or work, as an init system starts it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    public const string Key = "a-key-of-the-tests-0123456789";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly string data;
    private bool isDisposed;
    private readonly ConcurrentQueue<string> lines = new();

    private ServiceProcess(string verb, string data, string archive, IReadOnlyDictionary<string, string>? environment, string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "raster-engine.dll"), verb, "--data", data, "--archive", archive, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["RASTERENGINE_API_KEY"] = Key;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        this.data = data;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient();

        void Keep(object? sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                lines.Enqueue(text);
            }
        }
    }

    /// <summary>Speaks to it with the operator's key.</summary>
    public HttpClient Client { get; private set; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>What it printed so far.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>A service on a port of its own choice, ready.</summary>
    public static ServiceProcess Serve(string data, string archive, int workers = 2, params string[] more) => Serve(data, archive, null, workers, more);

    /// <summary>A service with settings of its own.</summary>
    public static ServiceProcess Serve(string data, string archive, IReadOnlyDictionary<string, string>? settings, int workers = 2, params string[] more)
    {
        var service = new ServiceProcess("serve", data, archive, settings, ["--urls", "http://127.0.0.1:0", "--workers", $"{workers}", .. more]);
        string line = service.WaitForLine("Serving at ");
        service.Client = new HttpClient { BaseAddress = new Uri(line["Serving at ".Length..].Trim()), Timeout = TimeSpan.FromSeconds(30) };
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return service;
    }

    /// <summary>Workers alone, on the database of a service's private cluster.</summary>
    /// <param name="data">The service's data folder.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="workers">Scans at once.</param>
    /// <param name="secondsAhead">How far this process's clock goes wrong (libfaketime).</param>
    /// <param name="settings">More of its environment.</param>
    public static ServiceProcess Work(string data, string archive, int workers = 1, int secondsAhead = 0, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["ConnectionStrings__Db"] = ConnectionString(data) };
        if (secondsAhead != 0)
        {
            (environment["LD_PRELOAD"], environment["FAKETIME"]) = (FakeTime!, $"+{secondsAhead}s");
        }

        var service = new ServiceProcess("work", data, archive, environment, ["--workers", $"{workers}"]);
        service.WaitForLine("Working with ");
        return service;
    }

    /// <summary>The library that gives a process another clock; null where it is not installed.</summary>
    public static string? FakeTime { get; } = Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(d => Path.Combine(d, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists) : null;

    /// <summary>Of the private cluster in a data folder.</summary>
    public static string ConnectionString(string data) => ConnectionString(data, "raster_engine", Passwords(data)[0]);

    public static string ConnectionString(string data, string login, string password, string database = "raster_engine") =>
        $"Host={Path.Combine(data, "postgresql", "socket")};Username={login};Password={password};Database={database}";

    /// <summary>Of the private cluster: the workers' and the HTTP side's.</summary>
    public static string[] Passwords(string data) => File.ReadAllLines(Path.Combine(data, "postgresql", "password"));

    /// <summary>Speaks to it without a key, keeping cookies as a browser does.</summary>
    public HttpClient Stranger() => new() { BaseAddress = Client.BaseAddress, Timeout = Client.Timeout };

    /// <summary>Speaks to it with a key of its own, or with none, from another address of this machine: what is counted by address disturbs nobody else.</summary>
    public HttpClient From(string address, string? key = null)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Client.BaseAddress, Timeout = Client.Timeout };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return client;
    }

    /// <summary>Makes a key by the command line.</summary>
    public string NewKey(string name, string role, string tenant)
    {
        Ended ended = EngineProcess.Run(data, "keys", "add", name, "--role", role, "--tenant", tenant, "--data", data);
        ended.Succeeds();
        return ended.Output.Trim();
    }

    /// <summary>The same without a program started for it.</summary>
    public string QuickKey(string name, string role, string tenant)
    {
        using Database database = Database.Open(ConnectionString(data), null, data, isItsService: false);
        return new KeyTable(database).Add(new KeyHolder(tenant, name, role));
    }

    public void Revoke(string name, string tenant) => EngineProcess.Run(data, "keys", "revoke", name, "--tenant", tenant, "--data", data).Succeeds();

    public void Signal(string name) => EngineProcess.Shell($"kill -{name} {process.Id}");

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public bool WaitForExit(TimeSpan longest) => process.WaitForExit(longest);

    /// <summary>Asks for a scan and answers the job's address.</summary>
    public async Task<string> Submit(JsonNode scan, string priority = "normal")
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan, priority } });
        string body = await answer.Content.ReadAsStringAsync();
        Xunit.Assert.True((int)answer.StatusCode is 200 or 201, body);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The job's document once it has ended.</summary>
    public async Task<JsonElement> End(string job, TimeSpan? longest = null)
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            // 503: the database is away for a moment, as a client would find it.
            using HttpResponseMessage answer = await Client.GetAsync(job);
            string body = await answer.Content.ReadAsStringAsync();
            JsonElement status = JsonSerializer.Deserialize<JsonElement>(body);
            if (answer.IsSuccessStatusCode && status.GetProperty("status").GetString() is "successful" or "failed" or "dismissed")
            {
                return status;
            }

            if (Stopwatch.GetElapsedTime(start) > (longest ?? Longest) || ((int)answer.StatusCode is not (200 or 503)))
            {
                throw new TimeoutException($"{job} is still {body}\n{Log}");
            }

            await Task.Delay(100);
        }
    }

    public async Task<JsonElement> Get(string address) => JsonSerializer.Deserialize<JsonElement>(await Client.GetStringAsync(address));

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        Client.Dispose();
        if (!process.HasExited)
        {
            // The ordinary end, so that a private cluster ends with its service.
            EngineProcess.Shell($"kill -CONT {process.Id}; kill -TERM {process.Id}");
            if (!process.WaitForExit(TimeSpan.FromSeconds(40)))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        process.Dispose();
    }

    private string WaitForLine(string beginning)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Longest; Thread.Sleep(50))
        {
            if (lines.FirstOrDefault(l => l.StartsWith(beginning, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            if (process.HasExited)
            {
                break;
            }
        }

        throw new TimeoutException($"The service did not come up:\n{Log}");
    }
}
