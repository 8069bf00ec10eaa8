using System.IO.Hashing;

namespace RasterEngine.Scenes;

/// <summary>An input's identity: what was read is what the report names.</summary>
/// <param name="Path">As written in the question.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Modified">Last write, UTC.</param>
/// <param name="Xxh128">XXH128 of the whole file, lower-case hexadecimal.</param>
public sealed record InputFile(string Path, string FullPath, long Bytes, DateTime Modified, string Xxh128)
{
    /// <summary>Hashes a file.</summary>
    public static InputFile Register(BandSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            using FileStream file = new(source.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
            DateTime modified = File.GetLastWriteTimeUtc(source.FullPath);
            var hash = new XxHash128();
            byte[] buffer = new byte[1 << 20];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                hash.Append(buffer.AsSpan(0, read));
            }

            return new InputFile(source.Path, source.FullPath, file.Length, modified, Convert.ToHexStringLower(hash.GetCurrentHash()));
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
