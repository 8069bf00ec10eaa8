namespace RasterEngine.Host.Tests.Stage;

/// <summary>Settings of a service whose children load <see cref="StartupHook"/>: a <c>nice</c> of our own stands before the real one on the service's PATH.</summary>
internal static class Poison
{
    /// <param name="folder">Where that program is to lie.</param>
    public static Dictionary<string, string> Settings(string folder)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, "nice"), hook = typeof(StartupHook).Assembly.Location;
        File.WriteAllText(path, $"#!/bin/sh\nDOTNET_STARTUP_HOOKS='{hook}' exec /usr/bin/nice \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new Dictionary<string, string> { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
    }
}
