using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>
/// A PostgreSQL cluster of our own in the data folder, for whoever has not set up a database: no port, one Unix socket, two generated passwords.
/// Started when it is not running; a server that a killed program left running is used again.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateCluster : IDisposable
{
    private const string Owner = "raster_engine", Api = "raster_engine_api", Database = "raster_engine";

    // A Unix socket's path has 107 bytes, and PostgreSQL's file name takes 15 of them.
    private const int LongestSocketFolder = 90;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string binaries, cluster, socket;
    private readonly bool asPostgres;
    private bool stopsAtEnd;

    private PrivateCluster(string binaries, string folder)
    {
        this.binaries = binaries;
        cluster = Path.Combine(folder, "cluster");
        string own = Path.Combine(folder, "socket");
        socket = Encoding.UTF8.GetByteCount(own) <= LongestSocketFolder ? own : Path.Combine(Path.GetTempPath(), $"raster-engine-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]}");
        asPostgres = Environment.UserName == "root";
    }

    /// <summary>Connects workers to the cluster.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Connects the HTTP side to it.</summary>
    public string ApiConnectionString { get; private set; } = "";

    /// <summary>Makes the cluster when it is not there, starts its server when it is not running.</summary>
    /// <param name="data">The service's data folder.</param>
    /// <param name="isItsService">The service itself, which also stops a server it found running; other verbs leave that one alone.</param>
    /// <exception cref="ScanException">PostgreSQL is not installed, or does not start; the sentence says how to mend it.</exception>
    public static PrivateCluster Start(string data, bool isItsService)
    {
        string folder = Path.Combine(data, "postgresql");
        var cluster = new PrivateCluster(FindBinaries(), folder) { stopsAtEnd = isItsService };
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(cluster.socket);
        string passwordFile = Path.Combine(folder, "password");
        if (!File.Exists(Path.Combine(cluster.cluster, "PG_VERSION")))
        {
            cluster.Own(folder);
            cluster.CheckReach(folder);
            cluster.Initialise(folder, passwordFile);
        }

        cluster.Own(folder);
        string[] passwords = File.ReadAllLines(passwordFile);
        if (passwords.Length == 1)
        {
            // Made when the cluster had one login.
            WritePasswords(passwordFile, passwords = [passwords[0], NewPassword()]);
        }

        cluster.ConnectionString = cluster.Connects(Owner, passwords[0]);
        cluster.ApiConnectionString = cluster.Connects(Api, passwords[1]);
        cluster.Open();
        return cluster;
    }

    /// <summary>Starts the server when it is not running: at first, after a kill, after a crash.</summary>
    public void EnsureRunning()
    {
        // Processes of a server that was killed hold its memory for a moment longer: the next start is refused until they have noticed.
        for (long since = Stopwatch.GetTimestamp(); Run(throwing: false, "pg_ctl", "-D", cluster, "status").ExitCode != 0; Thread.Sleep(500))
        {
            stopsAtEnd = true;
            bool isLast = Stopwatch.GetElapsedTime(since) > LongestStart;
            string log = Path.Combine(Path.GetDirectoryName(cluster)!, "log");
            Run(throwing: isLast, "pg_ctl", "-D", cluster, "-w", "-t", "60", "-l", log, "-o", $"-k '{socket}' -c listen_addresses='' -c max_connections=200", "start");
        }
    }

    /// <summary>Stops the server; what was committed is kept.</summary>
    public void Dispose()
    {
        if (stopsAtEnd)
        {
            Run(throwing: false, "pg_ctl", "-D", cluster, "-w", "-t", "20", "-m", "fast", "stop");
        }
    }

    // A server that was killed a moment ago may still count as running, and one that just started as not ready.
    private void Open()
    {
        for (long since = Stopwatch.GetTimestamp(); ; Thread.Sleep(500))
        {
            EnsureRunning();
            try
            {
                CreateDatabase();
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && Stopwatch.GetElapsedTime(since) < LongestStart)
            {
                // Asked again.
            }
        }
    }

    private static string FindBinaries()
    {
        string? set = Environment.GetEnvironmentVariable("PG_BIN");
        IEnumerable<string> found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out int version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return (set is null ? found : [set]).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) ?? throw new ScanException(
            "no-database",
            $"no PostgreSQL server was found ({(set is null ? "in /usr/lib/postgresql" : $"PG_BIN is {set}")}); install the package postgresql, or name a database in ConnectionStrings__Db.");
    }

    private string Connects(string login, string password) =>
        new NpgsqlConnectionStringBuilder { Host = socket, Username = login, Password = password, Database = Database }.ConnectionString;

    private void Initialise(string folder, string passwordFile)
    {
        // A half-made cluster of a killed first start.
        if (Directory.Exists(cluster))
        {
            Directory.Delete(cluster, recursive: true);
        }

        // initdb reads the first line.
        WritePasswords(passwordFile, [NewPassword(), NewPassword()]);
        Own(folder);
        Run(throwing: true, "initdb", "-D", cluster, "-U", Owner, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8");
    }

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    // Nobody else may read them, from the first moment on.
    private static void WritePasswords(string file, string[] passwords)
    {
        string aside = file + ".new";
        File.Delete(aside);
        using (var writer = new StreamWriter(aside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnersFile }))
        {
            foreach (string password in passwords)
            {
                writer.WriteLine(password);
            }
        }

        File.Move(aside, file, overwrite: true);
    }

    // PostgreSQL refuses to run as root, so root hands the folder to the packaged user.
    private void Own(string folder)
    {
        if (asPostgres)
        {
            using Process chown = Process.Start("chown", ["-R", "postgres:postgres", folder, socket]);
            chown.WaitForExit();
        }

        foreach (string own in (string[])[folder, socket])
        {
            File.SetUnixFileMode(own, OwnersFile | UnixFileMode.UserExecute);
        }
    }

    private void CheckReach(string folder)
    {
        if (asPostgres)
        {
            using Process test = Process.Start("runuser", ["-u", "postgres", "--", "test", "-x", folder]);
            test.WaitForExit();
            if (test.ExitCode != 0)
            {
                throw new ScanException("no-database", $"{folder}: PostgreSQL does not run as root, and its user postgres cannot reach this folder; expected a data folder whose parents others may enter, or a database in ConnectionStrings__Db.");
            }
        }
    }

    private void CreateDatabase()
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var exists = new NpgsqlCommand("select 1 from pg_database where datname = 'raster_engine'", connection);
        if (exists.ExecuteScalar() is null)
        {
            using var create = new NpgsqlCommand("create database raster_engine", connection);
            create.ExecuteNonQuery();
        }
    }

    private (int ExitCode, string Words) Run(bool throwing, string program, params string[] arguments)
    {
        string path = Path.Combine(binaries, program);
        var start = asPostgres ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments]) : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardError = true;

        // The server that pg_ctl starts would inherit a piped output and keep it open for as long as it lives.
        bool isStart = arguments[^1] == "start";
        start.RedirectStandardOutput = !isStart;
        using Process process = Process.Start(start)!;
        string words = isStart ? "" : process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || !throwing ? (process.ExitCode, words) : throw new ScanException(
            "no-database", $"the private PostgreSQL cluster in {cluster} did not {(isStart ? "start" : "come to be")} ({program} ended with {process.ExitCode}: {Log(words)}).");
    }

    private string Log(string words)
    {
        string log = Path.Combine(Path.GetDirectoryName(cluster)!, "log");
        string text = words.Length > 0 ? words : File.Exists(log) ? string.Join(' ', File.ReadLines(log).TakeLast(3)) : "it said nothing";
        return text.ReplaceLineEndings(" ").Trim();
    }
}
