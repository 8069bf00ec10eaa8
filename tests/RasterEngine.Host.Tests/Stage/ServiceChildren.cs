using System.Diagnostics;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>Children of a service, found by what they were called with.</summary>
internal sealed class ServiceChildren
{
    private readonly HashSet<int> signalled = [];

    /// <summary>Numbers of all processes of this machine with these words in their command line.</summary>
    public static IEnumerable<int> With(string words) => Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out int number) ? number : 0).Where(number => number > 0 && CommandLine(number).Contains(words, StringComparison.Ordinal));

    private static string CommandLine(int number)
    {
        try
        {
            return File.ReadAllText($"/proc/{number}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return "";
        }
    }

    /// <summary>Signals those that were not signalled yet.</summary>
    /// <param name="service">Number of the service's process.</param>
    /// <param name="words">Part of the child's command line, a zero byte after every argument.</param>
    /// <param name="signal">Name of the signal.</param>
    /// <returns>How many there were.</returns>
    public int Signal(int service, string words, string signal)
    {
        int[] found = [.. Of(service, words).Where(signalled.Add)];
        foreach (int child in found)
        {
            EngineProcess.Shell($"kill -{signal} {child} 2>/dev/null || true");
        }

        return found.Length;
    }

    /// <summary>Their numbers.</summary>
    /// <inheritdoc cref="Signal" path="/param"/>
    public static int[] Of(int service, string words)
    {
        var found = new List<int>();
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    string[] status = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ');
                    if (status[1] == $"{service}" && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(words, StringComparison.Ordinal))
                    {
                        found.Add(process.Id);
                    }
                }
                catch (IOException)
                {
                    // It has ended.
                }
            }
        }

        return [.. found];
    }
}
