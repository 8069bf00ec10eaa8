using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Which scenes the archives hold.</summary>
internal sealed class CatalogueTable(Database database)
{
    private const string Columns = "path, collection, kind, acquired, cloud_percent, west, south, east, north, bytes, modified";

    /// <summary>Length and time of the describing file of every scene that is known.</summary>
    public IReadOnlyDictionary<string, (long Bytes, DateTime Modified)> Known()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Query<(string Path, long Bytes, DateTime Modified)>("select path, bytes, modified from catalogue").ToDictionary(e => e.Path, e => (e.Bytes, e.Modified));
    }

    /// <summary>Adds what is new or changed and forgets what is gone.</summary>
    public void Update(IReadOnlyCollection<CatalogueEntry> changed, IReadOnlyCollection<string> gone)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            $"""
            insert into catalogue ({Columns}) values (@Path, @Collection, @Kind, @Acquired, @CloudPercent, @West, @South, @East, @North, @Bytes, @Modified)
            on conflict (path) do update set collection = excluded.collection, kind = excluded.kind, acquired = excluded.acquired, cloud_percent = excluded.cloud_percent,
              west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north, bytes = excluded.bytes, modified = excluded.modified
            """,
            changed,
            transaction);
        connection.Execute("delete from catalogue where path = any(@gone)", new { gone = gone.ToArray() }, transaction);
        transaction.Commit();
    }

    /// <summary>Scenes of a collection, newest first.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="from">Acquired at this time or later, UTC.</param>
    /// <param name="to">Acquired before this time, UTC.</param>
    /// <param name="maxCloudPercent">Not more cloud; scenes that do not say how much are left out then. Null for any.</param>
    /// <param name="bounds">West, south, east, north in degrees that they must meet; null for anywhere.</param>
    public IReadOnlyList<CatalogueEntry> Find(string collection, DateTime from, DateTime to, double? maxCloudPercent, double[]? bounds)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return [.. connection.Query<CatalogueEntry>(
            $"""
            select {Columns} from catalogue where collection = @collection and acquired >= @from and acquired < @to
              and (@maxCloudPercent::float8 is null or cloud_percent <= @maxCloudPercent)
              and (@west::float8 is null or (west <= @east and east >= @west and south <= @north and north >= @south))
            order by acquired desc, path
            """,
            new { collection, from, to, maxCloudPercent, west = bounds?[0], south = bounds?[1], east = bounds?[2], north = bounds?[3] })];
    }

    /// <summary>The newest scenes, for people to choose from.</summary>
    public IReadOnlyList<CatalogueEntry> Newest(string? collection, int limit)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return [.. connection.Query<CatalogueEntry>(
            $"select {Columns} from catalogue where @collection::text is null or collection = @collection order by acquired desc, path limit @limit", new { collection, limit })];
    }

    /// <summary>Names of the collections, for messages.</summary>
    public IReadOnlyList<string> Collections()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return [.. connection.Query<string>("select distinct collection from catalogue order by 1 limit 20")];
    }
}
