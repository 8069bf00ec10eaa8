using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Keys that the service signs with, the same on every server, random, made when they are first asked for.</summary>
internal sealed class SigningKeyTable(Database database)
{
    /// <summary>Of signed addresses.</summary>
    public const string Links = "links";

    /// <summary>Of a tenant's messages.</summary>
    public static string Callbacks(string tenant) => "callbacks " + tenant;

    public async Task<byte[]> Get(string name)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<byte[]>("select value from signing_key where name = @name", new { name })
            ?? await connection.QuerySingleAsync<byte[]>(
                "insert into signing_key (name, value) values (@name, @value) on conflict (name) do update set value = signing_key.value returning value",
                new { name, value = RandomNumberGenerator.GetBytes(32) });
    }

    /// <summary>Replaces a key: what was signed with the old one is good no more.</summary>
    public async Task<byte[]> Replace(string name)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync();
        return await connection.QuerySingleAsync<byte[]>(
            "insert into signing_key (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value, made = now() returning value",
            new { name, value = RandomNumberGenerator.GetBytes(32) });
    }
}
