using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Schedules as the people who make them see them.</summary>
internal sealed class ScheduleTable(Database database)
{
    /// <summary>Adds a schedule or takes the place of the one of its name.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> Put(ScheduleRow schedule, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        DateTime now = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select now()", cancellationToken: cancellation));
        DateTime? due = SlotTable.Next(schedule.Cron, schedule.TimeZone, now);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            insert into schedule (tenant, name, document, cron, time_zone, priority, enabled, due) values (@Tenant, @Name, @Document, @Cron, @TimeZone, @Priority, @Enabled, @due)
            on conflict (tenant, name) do update set document = excluded.document, cron = excluded.cron, time_zone = excluded.time_zone,
              priority = excluded.priority, enabled = excluded.enabled, due = excluded.due
            returning xmax = 0
            """,
            new { schedule.Tenant, schedule.Name, schedule.Document, schedule.Cron, schedule.TimeZone, schedule.Priority, schedule.Enabled, due },
            cancellationToken: cancellation));
    }

    public async Task<IReadOnlyList<ScheduleRow>> List(string tenant, string? name, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<ScheduleRow>(new CommandDefinition(
            "select * from schedule where tenant = @tenant and (@name::text is null or name = @name) order by name", new { tenant, name }, cancellationToken: cancellation))];
    }

    public async Task<bool> Delete(string tenant, string name, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition("delete from schedule where tenant = @tenant and name = @name", new { tenant, name }, cancellationToken: cancellation)) > 0;
    }
}
