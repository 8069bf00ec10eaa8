using System.Globalization;
using System.Runtime.InteropServices;

namespace RasterEngine.Host.Jobs;

/// <summary>What a child may take of its machine.</summary>
/// <param name="MemoryBytes">Address space beyond what the runtime had at start; managed arrays get half of it.</param>
/// <param name="ProcessorTime">Processor time in all.</param>
/// <param name="Silence">Time without any progress.</param>
internal sealed record ChildLimits(long MemoryBytes, TimeSpan ProcessorTime, TimeSpan Silence)
{
    public const string MemoryVariable = "RASTERENGINE_CHILD_MEMORY", ProcessorSecondsVariable = "RASTERENGINE_CHILD_SECONDS";

    private const int ProcessorTimeLimit = 0, CoreLimit = 4, OpenFilesLimit = 7, AddressSpaceLimit = 9;

    public static ChildLimits Default { get; } = new(2L << 30, TimeSpan.FromHours(2), TimeSpan.FromSeconds(45));

    /// <summary>
    /// Sets the limits on this process. In the child, after the runtime's start: it reserves far more address space than it uses, and would
    /// not come up under a limit (trust.md, measured).
    /// </summary>
    public static void ApplyFromEnvironment()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        if (Number(MemoryVariable) is { } memory)
        {
            Set(AddressSpaceLimit, AddressSpace() + memory);
        }

        if (Number(ProcessorSecondsVariable) is { } seconds)
        {
            Set(ProcessorTimeLimit, seconds);
        }

        Set(CoreLimit, 0);
        Set(OpenFilesLimit, 1024);
    }

    private static long? Number(string variable) => long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static long AddressSpace()
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmSize:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
    }

    private static void Set(int resource, long value)
    {
        var limit = new Limit { Soft = (ulong)value, Hard = (ulong)value };
        if (SetLimit(resource, ref limit) != 0)
        {
            throw new IOException($"a limit of this process could not be set (resource {resource}, error {Marshal.GetLastPInvokeError()})");
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, ref Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
