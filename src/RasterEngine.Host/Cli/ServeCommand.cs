using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RasterEngine.Host.Api;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary><c>serve</c>, <c>work</c>, <c>migrate</c> and <c>keys</c>: the service.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls") { Description = "Address to listen on.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    internal static readonly Option<string> Data = new("--data") { Description = "Folder for results and, without a configured database, a private one.", HelpName = "DIR", DefaultValueFactory = _ => "raster-engine-data" };
    private static readonly Option<string[]> Archive = new("--archive") { Description = "Folder that scans may read from; may be given more than once.", HelpName = "DIR", DefaultValueFactory = _ => ["."] };
    private static readonly Option<int> Workers = new("--workers") { Description = "Scans at once; with serve, 0 leaves them all to other machines.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    private static readonly Option<int> ScanMemory = new("--scan-memory") { Description = "Memory that one scan may take, in MB.", HelpName = "MB", DefaultValueFactory = _ => (int)(ChildLimits.Default.MemoryBytes >> 20) };
    private static readonly Option<int> ScanSilence = new("--scan-silence") { Description = "A scan without any progress for so long is ended.", HelpName = "SECONDS", DefaultValueFactory = _ => (int)ChildLimits.Default.Silence.TotalSeconds };

    public static Command Serve()
    {
        var command = new Command("serve", "The service: HTTP, schedules, workers; with a private database when ConnectionStrings__Db names none.") { Urls, Data, Archive, Workers, ScanMemory, ScanSilence };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed, parsed.GetRequiredValue(Urls))));
        return command;
    }

    public static Command Work()
    {
        var command = new Command("work", "Workers alone, on another machine: the database of ConnectionStrings__Db, the same data and archive folders.") { Data, Archive, Workers, ScanMemory, ScanSilence };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed, null)));
        return command;
    }

    public static Command Migrate()
    {
        var command = new Command("migrate", "Prepare the database, or bring it up to this version.") { Data };
        command.SetAction(parsed => CommandLine.Guard(parsed, () =>
        {
            using Database database = Open(parsed, isOwnAllowed: true);
            Console.Out.WriteLine("The database is up to date.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static int Run(ParseResult parsed, string? urls)
    {
        ServiceFolders folders = ServiceFolders.Open(parsed.GetRequiredValue(Data), parsed.GetRequiredValue(Archive));
        ArchiveBoundary.Set(folders.Archives.Count == 1 ? folders.Archives : [folders.DocumentFolder, .. folders.Archives]);
        var sandbox = Sandbox.OfEnvironment();
        using Database database = Open(parsed, isOwnAllowed: urls is not null, isItsService: true);
        ChildLimits limits = ChildLimits.Default with { MemoryBytes = (long)Positive(parsed, ScanMemory) << 20, Silence = TimeSpan.FromSeconds(Positive(parsed, ScanSilence)) };
        int workers = urls is not null && parsed.GetValue(Workers) == 0 ? 0 : Positive(parsed, Workers);
        using WebApplication app = ServiceHost.Build(database, folders, urls, workers, limits, sandbox);
        if (urls is not null)
        {
            AdmitFirstKey(app.Services.GetRequiredService<KeyTable>());
        }

        Console.Out.WriteLine($"Sandbox: {sandbox.Found}.");
        app.Start();
        Console.Out.WriteLine(urls is null
            ? $"Working with {parsed.GetValue(Workers)} workers."
            : $"Serving at {string.Join(", ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)}");
        app.WaitForShutdown();
        return ExitCode.Done;
    }

    internal static Database Open(ParseResult parsed, bool isOwnAllowed, bool isItsService = false)
    {
        string? configured = Environment.GetEnvironmentVariable("ConnectionStrings__Db");
        if (string.IsNullOrWhiteSpace(configured) && !isOwnAllowed)
        {
            throw new ScanException("no-database", "ConnectionStrings__Db is not set; expected the connection string of the service's database.");
        }

        Database database = Database.Open(configured, Environment.GetEnvironmentVariable("ConnectionStrings__Api"), Path.GetFullPath(parsed.GetRequiredValue(Data)), isItsService);
        try
        {
            database.Await(isItsService ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(5));
            database.Migrate();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static int Positive(ParseResult parsed, Option<int> option) => parsed.GetValue(option) is > 0 and var number
        ? number
        : throw new ScanException("bad-argument", $"{option.Name} is {parsed.GetValue(option)}; expected 1 or more.");

    private static void AdmitFirstKey(KeyTable keys)
    {
        var holder = new KeyHolder("default", "first", Roles.Operator);
        if (Environment.GetEnvironmentVariable("RASTERENGINE_API_KEY") is { Length: > 0 } chosen)
        {
            if (chosen.Length < 20)
            {
                throw new ScanException("bad-argument", "RASTERENGINE_API_KEY is shorter than 20 characters; expected a key that cannot be guessed.");
            }

            keys.Add(holder, chosen);
        }
        else if (keys.IsEmpty())
        {
            Console.Out.WriteLine($"First API key, shown this once: {keys.Add(holder)}");
        }
    }
}
