using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Samples and what was said of their units: every query is bound to one tenant.</summary>
internal sealed class SampleTable(Database database)
{
    private const string Columns = "id, name, scan_id, classes, units, created";

    public async Task Add(string tenant, SampleRow sample, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into sample (id, tenant, name, scan_id, classes, units) values (@Id, @tenant, @Name, @ScanId, @Classes, @Units)",
            new { sample.Id, tenant, sample.Name, sample.ScanId, sample.Classes, sample.Units },
            cancellationToken: cancellation));
    }

    /// <summary>The newest first; with an id that one alone.</summary>
    public async Task<IReadOnlyList<SampleRow>> List(string tenant, Guid? id, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<SampleRow>(new CommandDefinition(
            $"select {Columns} from sample where tenant = @tenant and (@id::uuid is null or id = @id) order by created desc limit 200", new { tenant, id }, cancellationToken: cancellation))];
    }

    /// <summary>Every answer about a sample that was found for its tenant.</summary>
    public async Task<IReadOnlyList<UnitLabelRow>> Labels(Guid sample, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<UnitLabelRow>(new CommandDefinition(
            "select unit, interpreter, reference from unit_label where sample_id = @sample order by unit, interpreter", new { sample }, cancellationToken: cancellation))];
    }

    /// <summary>Samples with labels, the newest first.</summary>
    public async Task<IReadOnlyList<LabelCount>> Counts(string tenant, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<LabelCount>(new CommandDefinition(
            "select s.id, s.scan_id, count(*) as labels, max(l.at) as last from sample s join unit_label l on l.sample_id = s.id where s.tenant = @tenant group by s.id order by s.created desc limit 200",
            new { tenant }, cancellationToken: cancellation))];
    }

    /// <summary>An answer takes the place of the same person's earlier one.</summary>
    public async Task Say(Guid sample, UnitLabelRow label, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into unit_label (sample_id, unit, interpreter, reference) values (@sample, @Unit, @Interpreter, @Reference)
            on conflict (sample_id, unit, interpreter) do update set reference = excluded.reference, at = now()
            """,
            new { sample, label.Unit, label.Interpreter, label.Reference },
            cancellationToken: cancellation));
    }

    /// <summary>The scan document that a result was made from, with its scenes chosen; null when there is no such result.</summary>
    public async Task<string?> Document(string tenant, Guid scan, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select coalesce(chosen, document) from scan where tenant = @tenant and id = @scan and state = 'successful'", new { tenant, scan }, cancellationToken: cancellation));
    }
}
