using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>API keys. A key is shown once, when it is made; the table holds its SHA-256.</summary>
internal sealed class KeyTable(Database database)
{
    /// <summary>The channel on which servers hear that a key was revoked.</summary>
    public const string Changed = "key_changed";

    private const string Prefix = "re_";

    /// <summary>The holder of a key, or null when there is none.</summary>
    public async Task<KeyHolder?> Find(string key, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<KeyHolder>(new CommandDefinition(
            "select tenant, name, role from api_key where hash = @hash and revoked is null", new { hash = Hash(key) }, cancellationToken: cancellation));
    }

    /// <summary>Makes a random key.</summary>
    /// <returns>The key, shown this once.</returns>
    /// <exception cref="ScanException">The tenant has a key of that name.</exception>
    public string Add(KeyHolder holder)
    {
        string key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return Add(holder, key) ? key : throw new ScanException("bad-argument", $"there is a key named “{holder.Name}” of tenant {holder.Tenant} already; expected another name, or have it revoked first.");
    }

    /// <summary>Admits a key that somebody chose.</summary>
    /// <returns>False when there is a key of that name, or that very key, already.</returns>
    public bool Add(KeyHolder holder, string key)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Execute(
            "insert into api_key (tenant, name, role, hash) values (@Tenant, @Name, @Role, @hash) on conflict do nothing", new { holder.Tenant, holder.Name, holder.Role, hash = Hash(key) }) == 1;
    }

    public bool IsEmpty()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return !connection.ExecuteScalar<bool>("select exists (select 1 from api_key where revoked is null)");
    }

    public IReadOnlyList<KeyHolder> List()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return [.. connection.Query<KeyHolder>("select tenant, name, role from api_key where revoked is null order by tenant, name")];
    }

    /// <returns>False when there is no such key.</returns>
    public bool Revoke(string tenant, string name)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.ExecuteScalar<bool>(
            $"""
            with gone as (update api_key set revoked = now() where tenant = @tenant and name = @name and revoked is null returning id)
            select exists (select 1 from gone) and pg_notify('{Changed}', '') is not null
            """,
            new { tenant, name });
    }

    // A key has 256 random bits: guessing is hopeless and looking a hash up tells nothing, so neither salt nor a slow hash is needed.
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
