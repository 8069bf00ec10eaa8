using System.IO.Hashing;
using System.Runtime.ExceptionServices;
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
        var failures = new Exception?[sources.Count];
        int cursor = -1;
        Thread[] threads = [.. Enumerable.Range(1, Math.Min(workers, sources.Count)).Select(number => new Thread(Work) { Name = $"hash worker {number}", IsBackground = true })];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        if (failures.FirstOrDefault(f => f is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return files;

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref cursor)) < files.Length;)
            {
                try
                {
                    files[i] = Register(sources[i]);
                }
#pragma warning disable CA1031 // Carried to the calling thread and thrown there.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failures[i] = e;
                }
            }
        }
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
