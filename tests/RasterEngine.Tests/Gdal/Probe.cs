using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace RasterEngine.Tests.Gdal;

/// <summary>One run of tests/GdalProbe in a process of its own, from a folder of its own when asked.</summary>
internal sealed record Probe(int ExitCode, string Output, string Errors)
{
    private const string Setting = RasterEngine.Gdal.GdalLibrary.Setting;

    public static void CopyTo(string folder)
    {
        foreach (string name in (string[])["GdalProbe.dll", "GdalProbe.deps.json", "GdalProbe.runtimeconfig.json", "RasterEngine.Gdal.dll"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(folder, name));
    }

    public static Probe Run(string verb, string file, string? folder = null, string? setting = null, string settingName = Setting)
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(host, [Path.Combine(folder ?? AppContext.BaseDirectory, "GdalProbe.dll"), verb, file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(Setting);
        start.Environment.Remove(RasterEngine.Gdal.Codecs.CodecLibrary.Setting);
        if (setting is not null)
            start.Environment[settingName] = setting;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "The probe did not end.");
        return new Probe(process.ExitCode, output, errors.Result);
    }

    /// <summary>The rest of the output's line that begins with this word.</summary>
    public string this[string word] => Output.Split('\n').Single(line => line.StartsWith(word + " ", StringComparison.Ordinal))[(word.Length + 1)..].Trim();
}
