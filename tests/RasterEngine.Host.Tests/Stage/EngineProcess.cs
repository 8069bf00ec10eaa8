using System.Diagnostics;
using System.Text;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>raster-engine as a shell starts it: a process of its own, both streams piped.</summary>
internal sealed class EngineProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly Task<string> output, error;

    private EngineProcess(string folder, string[] arguments, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "raster-engine.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (variable is { } v)
        {
            start.Environment[v.Name] = v.Value;
        }

        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public bool HasEnded => process.HasExited;

    /// <summary>The most memory it has had so far, in bytes; 0 where that cannot be told, as of a process that has ended.</summary>
    public long PeakBytes
    {
        get
        {
            try
            {
                string? line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) << 10;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="folder">Where it is called.</param>
    /// <param name="arguments">Its command line.</param>
    public static Ended Run(string folder, params string[] arguments)
    {
        using EngineProcess engine = Start(folder, arguments);
        return engine.Wait();
    }

    /// <summary>Runs to the end with an environment variable set.</summary>
    public static Ended RunWith((string Name, string Value) variable, string folder, params string[] arguments)
    {
        using var engine = new EngineProcess(folder, arguments, variable);
        return engine.Wait();
    }

    public static EngineProcess Start(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Sends a signal by its POSIX name, such as INT.</summary>
    public void Signal(string name) => Shell($"kill -{name} {process.Id}");

    public Ended Wait()
    {
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"raster-engine ran for more than {Longest}.");
        }

        return new Ended(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Runs a line of sh and expects it to succeed.</summary>
    public static void Shell(string line)
    {
        using Process shell = Process.Start("sh", ["-c", line]);
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"sh -c '{line}' ended with {shell.ExitCode}.");
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}
