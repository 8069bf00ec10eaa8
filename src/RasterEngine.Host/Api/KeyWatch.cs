using Microsoft.Extensions.Hosting;
using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Hears of revoked keys and ended sessions, whichever process ended them, and has them forgotten.</summary>
internal sealed class KeyWatch(Database database, KnownHolders known) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => known.ForgetAll();
                await using (var listen = new NpgsqlCommand($"listen {KeyTable.Changed}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                // What was said while nobody listened.
                known.ForgetAll();
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                // The database is away; until it is back the holders' own short time serves.
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
