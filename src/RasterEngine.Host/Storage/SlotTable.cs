using Cronos;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Schedules come due: each slot becomes its scans once, whatever number of servers look, by the database's clock.</summary>
internal sealed class SlotTable(Database database)
{
    public const int MostPastSlots = 1000;

    /// <summary>Makes the scans of every slot that has come since the schedule was last looked at.</summary>
    /// <returns>How many slots.</returns>
    public int MakeDueScans()
    {
        int made = 0;
        using NpgsqlConnection connection = database.Source.OpenConnection();
        DateTime now = connection.ExecuteScalar<DateTime>("select now()");
        foreach ((string tenant, string name) in connection.Query<(string, string)>("select tenant, name from schedule where enabled and due <= now()"))
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            ScheduleRow? schedule = connection.QuerySingleOrDefault<ScheduleRow>(
                "select * from schedule where tenant = @tenant and name = @name and enabled and due <= now() for update skip locked", new { tenant, name }, transaction);
            if (schedule is null)
            {
                continue;
            }

            foreach (DateTime slot in Slots(schedule, schedule.Due, now))
            {
                made += MakeScans(connection, transaction, schedule, slot);
            }

            connection.Execute(
                "update schedule set due = @due where tenant = @tenant and name = @name", new { tenant, name, due = Next(schedule.Cron, schedule.TimeZone, now) }, transaction);
            transaction.Commit();
        }

        return made;
    }

    /// <summary>Makes the scans of past slots that have not been made.</summary>
    /// <returns>How many slots; null when there are too many.</returns>
    public int? MakePastScans(ScheduleRow schedule, DateTime from, DateTime to)
    {
        var slots = new List<DateTime>();
        for (DateTime? next = Next(schedule.Cron, schedule.TimeZone, from.AddTicks(-1)); next is { } slot && slot < to; next = Next(schedule.Cron, schedule.TimeZone, slot))
        {
            slots.Add(slot);
            if (slots.Count > MostPastSlots)
            {
                return null;
            }
        }

        using NpgsqlConnection connection = database.Api.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        int made = slots.Sum(slot => MakeScans(connection, transaction, schedule, slot));
        transaction.Commit();
        return made;
    }

    /// <summary>The first slot after a moment, UTC; null when there is none any more.</summary>
    /// <exception cref="ScanException">The expression or the zone is not known.</exception>
    public static DateTime? Next(string cron, string timeZone, DateTime after)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out TimeZoneInfo? zone))
        {
            throw new ScanException("bad-schedule", $"“timeZone” is {timeZone}; expected a zone such as Europe/Berlin.");
        }

        return CronExpression.TryParse(cron, out CronExpression? expression)
            ? expression.GetNextOccurrence(DateTime.SpecifyKind(after, DateTimeKind.Utc), zone)
            : throw new ScanException("bad-schedule", $"“cron” is {cron}; expected five fields such as 30 3 * * 1: minute, hour, day, month, day of week.");
    }

    // After a long absence only the newest slot is made up for: the older ones asked about days that the newest covers too.
    private static IEnumerable<DateTime> Slots(ScheduleRow schedule, DateTime due, DateTime now)
    {
        DateTime newest = due;
        for (DateTime? next = due; next is { } slot && slot <= now; next = Next(schedule.Cron, schedule.TimeZone, slot))
        {
            newest = slot;
        }

        return [newest];
    }

    private static int MakeScans(NpgsqlConnection connection, NpgsqlTransaction transaction, ScheduleRow schedule, DateTime slot)
    {
        int isNew = connection.Execute(
            "insert into slot (tenant, schedule, at) values (@Tenant, @Name, @slot) on conflict do nothing", new { schedule.Tenant, schedule.Name, slot }, transaction);
        if (isNew == 0)
        {
            return 0;
        }

        foreach ((string name, string document) in schedule.Scans())
        {
            connection.Execute(
                "insert into scan (tenant, name, document, priority, schedule, slot) values (@Tenant, @name, @document, @Priority, @Name2, @slot)",
                new { schedule.Tenant, name, document, schedule.Priority, Name2 = schedule.Name, slot },
                transaction);
        }

        return 1;
    }
}
