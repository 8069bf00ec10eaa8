using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>What a tenant has taken of the service.</summary>
internal sealed class UsageTable(Database database)
{
    /// <summary>Now, and in the last 24 hours.</summary>
    public async Task<Usage> Of(string tenant, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleAsync<Usage>(new CommandDefinition(
            """
            select
              (select count(*) from scan where state in ('queued', 'running') and tenant = @tenant) as queued_scans,
              (select coalesce(sum(pixels), 0)::bigint from scan where tenant = @tenant and finished > now() - interval '1 day') as pixels,
              (select coalesce(sum(result_bytes), 0)::bigint from scan where tenant = @tenant and state = 'successful') as result_bytes
            """,
            new { tenant },
            cancellationToken: cancellation));
    }
}
