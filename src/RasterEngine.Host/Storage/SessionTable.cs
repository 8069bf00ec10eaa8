using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Sessions of browsers. The cookie is random; the table holds its SHA-256.</summary>
internal sealed class SessionTable(Database database)
{
    /// <summary>A working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Begins a session.</summary>
    /// <param name="holder">Whose.</param>
    /// <param name="isOfAKey">It ends when the key of that name is revoked.</param>
    /// <param name="length">How long it lasts.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>The cookie.</returns>
    public async Task<string> Begin(KeyHolder holder, bool isOfAKey, TimeSpan length, CancellationToken cancellation)
    {
        string cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with old as (delete from session where expires < now())
            insert into session (hash, tenant, name, role, key_id, expires)
            values (@hash, @Tenant, @Name, @Role, (select id from api_key where @isOfAKey and tenant = @Tenant and name = @Name and revoked is null), now() + @length)
            """,
            new { hash = Hash(cookie), holder.Tenant, holder.Name, holder.Role, isOfAKey, length },
            cancellationToken: cancellation));
        return cookie;
    }

    /// <summary>Whose session a cookie is, or null when it is over.</summary>
    public async Task<KeyHolder?> Find(string cookie, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<KeyHolder>(new CommandDefinition(
            """
            select s.tenant, s.name, s.role from session s left join api_key k on k.id = s.key_id
            where s.hash = @hash and s.expires > now() and k.revoked is null
            """,
            new { hash = Hash(cookie) },
            cancellationToken: cancellation));
    }

    public async Task End(string cookie, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition($"delete from session where hash = @hash; notify {KeyTable.Changed}", new { hash = Hash(cookie) }, cancellationToken: cancellation));
    }

    private static byte[] Hash(string cookie) => SHA256.HashData(Encoding.UTF8.GetBytes(cookie));
}
