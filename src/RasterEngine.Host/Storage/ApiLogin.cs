using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>
/// The database login of the HTTP side. It writes what requests write and has no rights on Hangfire's schema, where a row names code to run:
/// a scan row is the request, and workers, with their own login, turn it into a job.
/// </summary>
internal static class ApiLogin
{
    /// <summary>Tables that requests write; the others they only read. A callback is written by the trigger on a scan's state.</summary>
    private static readonly string[] Written = ["scan", "subscriber", "callback", "schedule", "slot", "session", "signing_key", "sample", "unit_label"];

    /// <summary>Makes the login where it is not there, and gives it its rights.</summary>
    /// <param name="owner">A connection of the login that owns the tables, which are up to date.</param>
    /// <param name="api">Connects the HTTP side.</param>
    /// <exception cref="ScanException">The login is not there and may not be made, or it has rights on Hangfire's schema.</exception>
    public static void Prepare(NpgsqlConnection owner, NpgsqlConnectionStringBuilder api)
    {
        string login = api.Username ?? throw new ScanException("no-database", "ConnectionStrings__Api names no Username; expected a login of its own.");
        if (!owner.ExecuteScalar<bool>("select exists (select 1 from pg_roles where rolname = @login)", new { login }))
        {
            Make(owner, login, api.Password ?? "");
        }

        string name = owner.ExecuteScalar<string>("select quote_ident(@login)", new { login })!;
        owner.Execute(
            $"""
            grant usage on schema public to {name};
            grant select on all tables in schema public to {name};
            grant insert, update, delete on {string.Join(", ", Written)} to {name};
            """);
        if (owner.ExecuteScalar<bool>("select exists (select 1 from pg_namespace where nspname = 'hangfire' and has_schema_privilege(@login, oid, 'usage, create'))", new { login }))
        {
            throw new ScanException("no-database", $"ConnectionStrings__Api: the login {login} may use the schema hangfire; expected a login without rights on it, or no ConnectionStrings__Api to have one login do everything.");
        }
    }

    private static void Make(NpgsqlConnection owner, string login, string password)
    {
        try
        {
            // A statement that makes a login takes no parameters; the server quotes what it is given.
            owner.Execute(owner.ExecuteScalar<string>("select format('create role %I login password %L', @login, @password)", new { login, password })!);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ScanException("no-database", $"ConnectionStrings__Api names the login {login}, which is not there, and the login of ConnectionStrings__Db may not make one; expected it to be made by an administrator (create role … login password …), or ConnectionStrings__Db of one with CREATEROLE for one call of migrate.");
        }
    }
}
