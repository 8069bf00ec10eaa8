using System.CommandLine;
using RasterEngine.Host.Api;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Cli;

/// <summary><c>keys</c>: who may use the service.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "Whose scans the key sees.", DefaultValueFactory = _ => "default" };
    private static readonly Option<string> Role = new("--role") { Description = "viewer, analyst or operator.", DefaultValueFactory = _ => Roles.Analyst };
    private static readonly Argument<string> Name = new("NAME") { Description = "The key's name." };

    public static Command Make()
    {
        var add = new Command("add", "Make a key and print it, this once.") { Name, Tenant, Role, ServeCommand.Data };
        add.SetAction(parsed => CommandLine.Guard(parsed, () => With(parsed, keys =>
        {
            string role = parsed.GetRequiredValue(Role);
            if (!Roles.All.Contains(role))
            {
                throw new ScanException("bad-argument", $"--role is {role}; expected {string.Join(", ", Roles.All)}.");
            }

            Console.Out.WriteLine(keys.Add(new KeyHolder(parsed.GetRequiredValue(Tenant), parsed.GetRequiredValue(Name), role)));
        })));
        var revoke = new Command("revoke", "Take a key back.") { Name, Tenant, ServeCommand.Data };
        revoke.SetAction(parsed => CommandLine.Guard(parsed, () => With(parsed, keys =>
        {
            if (!keys.Revoke(parsed.GetRequiredValue(Tenant), parsed.GetRequiredValue(Name)))
            {
                throw new ScanException("bad-argument", $"tenant {parsed.GetValue(Tenant)} has no key named {parsed.GetValue(Name)}.");
            }
        })));
        var list = new Command("list", "Keys that are good.") { ServeCommand.Data };
        list.SetAction(parsed => CommandLine.Guard(parsed, () => With(parsed, keys =>
        {
            foreach (KeyHolder key in keys.List())
            {
                Console.Out.WriteLine($"{key.Tenant}\t{key.Name}\t{key.Role}");
            }
        })));
        return new Command("keys", "API keys of the service.") { add, revoke, list };
    }

    private static int With(ParseResult parsed, Action<KeyTable> work)
    {
        using Database database = ServeCommand.Open(parsed, isOwnAllowed: true);
        work(new KeyTable(database));
        return ExitCode.Done;
    }
}
