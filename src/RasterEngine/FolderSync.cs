using System.Runtime.InteropServices;
using System.Text;

namespace RasterEngine;

/// <summary>Makes a rename survive a power cut: POSIX wants the folder itself flushed, and .NET has no call for it.</summary>
internal static class FolderSync
{
    /// <summary>Flushes a folder's entries where the system knows how; a file system that refuses loses nothing but this guarantee.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        int descriptor = Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (descriptor >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

#pragma warning disable SYSLIB1054 // LibraryImport would bring unsafe code into the engine; these three signatures need no marshalling.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
