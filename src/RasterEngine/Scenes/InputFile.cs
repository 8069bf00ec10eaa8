using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace RasterEngine.Scenes;

/// <summary>An input's identity: what was read is what the report names.</summary>
/// <param name="Path">As written in the question.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Modified">Last write, UTC.</param>
/// <param name="Xxh128">XXH128 of the whole file, lower-case hexadecimal.</param>
public sealed record InputFile(string Path, string FullPath, long Bytes, DateTime Modified, string Xxh128)
{
    // What is read is hashed while it is in the second-level cache.
    private const int BufferBytes = 256 << 10;

    /// <summary>Hashes files, each on one thread.</summary>
    /// <param name="sources">Where they are.</param>
    /// <param name="workers">Threads at most.</param>
    /// <returns>In the order of the sources. When several cannot be read, the first of them is what the exception names.</returns>
    public static IReadOnlyList<InputFile> Register(IReadOnlyList<BandSource> sources, int workers)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var files = new InputFile[sources.Count];
        Errands.Run(workers, [.. Enumerable.Range(0, files.Length).Select(i => (Action)(() => files[i] = Register(sources[i])))]);
        return files;
    }

    /// <summary>Hashes a file.</summary>
    public static InputFile Register(BandSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            using SafeFileHandle file = File.OpenHandle(source.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            DateTime modified = File.GetLastWriteTimeUtc(source.FullPath);
            var hash = new XxHash128();
            byte[] buffer = new byte[BufferBytes];
            long length = 0;
            for (int read; (read = RandomAccess.Read(file, buffer, length)) > 0; length += read)
            {
                hash.Append(buffer.AsSpan(0, read));
            }

            return new InputFile(source.Path, source.FullPath, length, modified, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{source.Path}: cannot be read ({e.Message})", e);
        }
    }

    /// <exception cref="ScanException">The file's length or time of last write is no longer the registered one.</exception>
    public void CheckUnchanged()
    {
        var now = new FileInfo(FullPath);
        if (!now.Exists || now.Length != Bytes || now.LastWriteTimeUtc != Modified)
        {
            throw new ScanException("input-changed", $"{Path}: was changed while it was being scanned; nothing is published, run the scan again.");
        }
    }
}
