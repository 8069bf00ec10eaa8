using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Cli;

/// <summary>What <c>doctor</c> looks at for the service, where its folders or its database are named: it starts nothing and changes nothing.</summary>
internal static class ServiceChecks
{
    /// <param name="data">The data folder; null when none is named.</param>
    /// <param name="archives">Folders of scenes.</param>
    public static IEnumerable<DoctorCheck> Run(string? data, IReadOnlyList<string> archives)
    {
        string? connection = Environment.GetEnvironmentVariable("ConnectionStrings__Db");
        if (!string.IsNullOrWhiteSpace(connection))
        {
            yield return OfDatabase(connection, data ?? ".");
        }
        else if (data is not null)
        {
            bool isMade = File.Exists(Path.Combine(data, "postgresql", "cluster", "PG_VERSION"));
            yield return new("service database", true, isMade ? $"a private one in {data}; serve starts it" : "none yet; serve makes a private one");
        }

        if (data is not null)
        {
            yield return OfData(data);
        }

        foreach (string archive in archives)
        {
            yield return OfArchive(archive);
        }
    }

    private static DoctorCheck OfDatabase(string connection, string data)
    {
        try
        {
            using Database database = Database.Open(connection, null, data, isItsService: false);
            database.Await(TimeSpan.Zero);
            int pending = database.PendingSteps();
            return new("service database", true, pending == 0 ? "answers, and is up to date" : $"answers; {pending} step{(pending == 1 ? "" : "s")} will bring it up to date when the service starts, or “migrate” now");
        }
        catch (Exception e) when (e is NpgsqlException or IOException or ArgumentException)
        {
            return new("service database", false, $"does not answer ({e.Message})", "start it, or mend ConnectionStrings__Db");
        }
    }

    private static DoctorCheck OfData(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
            string probe = Path.Combine(data, $".doctor-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("data folder", true, $"{data} can be written to");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data folder", false, $"{data} cannot be written to ({e.Message})", "give it to the service's user, or name another with --data");
        }
    }

    private static DoctorCheck OfArchive(string archive)
    {
        try
        {
            int entries = Directory.EnumerateFileSystemEntries(archive).Take(1000).Count();
            return new("archive", true, $"{archive} can be read, {(entries == 1000 ? "1,000 or more" : entries)} entries");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("archive", false, $"{archive} cannot be read ({e.Message})", "mount it, or let the service's user read it");
        }
    }
}
