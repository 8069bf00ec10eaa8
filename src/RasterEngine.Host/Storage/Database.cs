using System.Diagnostics;
using Dapper;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>
/// Connections to the service's database: one data source for our tables and for Hangfire's, so that one transaction spans both, and one for
/// the HTTP side.
/// </summary>
internal sealed class Database : IDisposable
{
    // error_code is ErrorCode.
    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private readonly string? api;
    private readonly IDisposable? own;
    private readonly Action revive;

    private Database(string connectionString, string? api, IDisposable? own, Action revive)
    {
        Source = Connect(connectionString);
        Api = api is null ? Source : Connect(api);
        (this.api, this.own, this.revive) = (api, own, revive);
    }

    /// <summary>For workers, the dispatcher and the verbs: our tables and Hangfire's.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>For what is asked over HTTP, with a login of its own (<see cref="ApiLogin"/>); the same as <see cref="Source"/> where there is one login.</summary>
    public NpgsqlDataSource Api { get; }

    /// <summary>The configured database, or a private cluster in the data folder.</summary>
    /// <param name="connectionString">Of a database that somebody looks after; null or empty for a private one.</param>
    /// <param name="api">Its connection string for the HTTP side; null or empty to have one login do everything. A private one has two.</param>
    /// <param name="data">The service's data folder.</param>
    /// <param name="isItsService">The service itself, not a verb beside it.</param>
    public static Database Open(string? connectionString, string? api, string data, bool isItsService)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return new Database(connectionString, string.IsNullOrWhiteSpace(api) ? null : api, null, () => { });
        }

        if (OperatingSystem.IsWindows())
        {
            throw new ScanException("no-database", "ConnectionStrings__Db is not set, and a private PostgreSQL is run on Linux and macOS only; expected the connection string of a database.");
        }

        PrivateCluster cluster = PrivateCluster.Start(data, isItsService);
        return new Database(cluster.ConnectionString, cluster.ApiConnectionString, cluster, cluster.EnsureRunning);
    }

    /// <summary>Waits for a database that is on its way, as after a crash, or when several machines start at once.</summary>
    /// <exception cref="IOException">It did not come.</exception>
    public void Await(TimeSpan longest)
    {
        for (long start = Stopwatch.GetTimestamp(); ; Thread.Sleep(500))
        {
            try
            {
                Source.OpenConnection().Dispose();
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                if (Stopwatch.GetElapsedTime(start) > longest)
                {
                    throw new IOException($"the service's database does not answer ({e.Message}); expected one that does.", e);
                }

                Revive();
            }
        }
    }

    /// <summary>Brings our tables up to this program's version; several servers may start at once.</summary>
    /// <exception cref="ScanException">A step failed; the database is as it was before that step.</exception>
    public void Migrate()
    {
        using NpgsqlConnection gate = Source.OpenConnection();
        using (var lockGate = new NpgsqlCommand("select pg_advisory_lock(7217001)", gate) { CommandTimeout = 120 })
        {
            lockGate.ExecuteNonQuery();
        }

        DatabaseUpgradeResult result = Steps().PerformUpgrade();
        if (!result.Successful)
        {
            throw new ScanException("no-database", $"the database could not be brought up to date: step {result.ErrorScript?.Name} failed ({result.Error.Message}).", result.Error);
        }

        if (api is not null)
        {
            ApiLogin.Prepare(gate, new NpgsqlConnectionStringBuilder(api));
        }
    }

    /// <summary>How many steps <see cref="Migrate"/> would take.</summary>
    public int PendingSteps() => Steps().GetScriptsToExecute().Count;

    /// <summary>Starts the private cluster again when it is down; a configured database is somebody else's.</summary>
    public void Revive() => revive();

    public void Dispose()
    {
        Api.Dispose();
        Source.Dispose();
        own?.Dispose();
    }

    private UpgradeEngine Steps() => DeployChanges.To
        .PostgresqlDatabase(new DbUp.Postgresql.PostgresqlConnectionManager(Source))
        .WithScriptsEmbeddedInAssembly(typeof(Database).Assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
        .WithTransactionPerScript()
        .LogToNowhere()
        .Build();

    // What is asked again and again is prepared: planning a status request takes PostgreSQL longer than answering it.
    private static NpgsqlDataSource Connect(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "raster-engine", Timeout = 5, CommandTimeout = 15, KeepAlive = 10, MaxPoolSize = 40, MaxAutoPrepare = 30 });
}
