using System.Security.Cryptography;
using System.Text.Json;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>What a child published becomes the scan's result.</summary>
internal sealed class AcceptedResult(WorkTable work, ServiceFolders folders, ServiceMeters meters)
{
    /// <summary>What the child says it wrote is held against what lies there; then the row is written and the folder gets its final name, both or neither.</summary>
    /// <returns>False when the scan had been taken away.</returns>
    /// <exception cref="IOException">It is not what the child wrote, or cannot be given its name.</exception>
    public bool Accept(ScanRow scan, long attempt, string result)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(result, "report.json")));
        JsonElement mask = report.RootElement.GetProperty("outputs").GetProperty("mask");
        foreach (JsonElement entry in mask.TryGetProperty("parts", out JsonElement parts) ? parts.EnumerateArray().Prepend(mask) : [mask])
        {
            using FileStream file = File.OpenRead(Path.Combine(result, entry.GetProperty("path").GetString()!));
            string found = Convert.ToHexStringLower(SHA256.HashData(file));
            if (found != entry.GetProperty("sha256").GetString())
            {
                throw new IOException($"{Path.GetFileName(file.Name)} has the SHA-256 {found[..12]}…, not the one of its report");
            }
        }

        string final = folders.Result(scan.Id);
        JsonElement root = report.RootElement, grid = root.GetProperty("grid");
        long pixels = grid.GetProperty("width").GetInt64() * grid.GetProperty("height").GetInt64(), bytes = new DirectoryInfo(result).EnumerateFiles().Sum(f => f.Length);
        bool written = work.Succeed(scan.Id, scan.Epoch, attempt, root.GetProperty("scanId").GetString()!, root.GetProperty("review").GetBoolean(), pixels, bytes, Name);
        if (written)
        {
            meters.Scanned(pixels);
        }

        return written;

        void Name()
        {
            if (Directory.Exists(final))
            {
                // Of an earlier try whose row was not written any more: the same question, the same bytes.
                Directory.Delete(final, recursive: true);
            }

            Directory.Move(result, final);
        }
    }
}
