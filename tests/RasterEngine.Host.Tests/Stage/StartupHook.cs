using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RasterEngine.Host.Tests.Stage;

/// <summary>
/// Makes a child of the service fail in the middle of a scan, under all its limits, when the scan's name says how: <c>poison-abort</c>,
/// <c>poison-loop</c>, <c>poison-native</c>, <c>poison-managed</c>; or say what it can reach: <c>poison-reach</c>. The program knows nothing of it: <see cref="Poison"/>
/// has .NET load this class before the child's own code (a startup hook: no namespace, this name).
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Reach.Document() is { } document && JsonDocument.Parse(File.ReadAllBytes(document)).RootElement.GetProperty("name").GetString() is ['p', 'o', 'i', 's', 'o', 'n', '-', .. var fault])
        {
            Console.SetOut(new FaultyOutput(Console.Out, fault));
        }
    }

    [DllImport("libc", EntryPoint = "abort")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Abort();

    // Commits the fault on the scan's own thread when it first says how far it is.
    private sealed class FaultyOutput(TextWriter output, string fault) : TextWriter
    {
        private readonly List<byte[]> kept = [];

        public override Encoding Encoding => output.Encoding;

        public override void WriteLine(string? value)
        {
            output.WriteLine(value);
            switch (fault)
            {
                case "abort":
                    Abort();
                    break;
                case "loop":
                    while (true)
                    {
                        Thread.SpinWait(1000);
                    }

                case "native":
                    while (true)
                    {
                        const int Bytes = 16 << 20;
                        Marshal.Copy(new byte[Bytes], 0, Marshal.AllocHGlobal(Bytes), Bytes);
                    }

                case "managed":
                    while (true)
                    {
                        kept.Add(GC.AllocateUninitializedArray<byte>(16 << 20));
                    }

                case "reach":
                    Console.Error.WriteLine($"error: {string.Join(", ", Reach.Found())} [reached]");
                    Environment.Exit(2);
                    break;

                default:
                    break;
            }
        }
    }
}
