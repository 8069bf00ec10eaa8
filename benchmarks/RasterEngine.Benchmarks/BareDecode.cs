using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Benchmarks;

/// <summary>
/// What a scan cannot do without: every block of the bands read and decoded once, nothing done with the pixels. Through libgdal's skin, or by pread, libdeflate or
/// libzstd, and the predictor undone. The yardsticks of benchmarks/peers.
/// </summary>
internal static class BareDecode
{
    private const string Usage = "usage: limits gdal|codec WORKERS BANDS FILE...    (BANDS: 3,4 of every uint16 file)";

    public static int Run(ReadOnlySpan<string> args)
    {
        if (args.Length < 4 || args[0] is not ("gdal" or "codec") || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int workers) || workers < 1)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        bool isGdal = args[0] == "gdal";
        int[] bands = [.. args[2].Split(',').Select(b => int.Parse(b, CultureInfo.InvariantCulture))];
        string[] files = args[3..].ToArray();
        // One block beforehand, so that code is compiled and libraries are loaded before the clock runs.
        Decode(isGdal, bands, files, 1, first: true);
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        long bytes = Decode(isGdal, bands, files, workers, first: false);
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wall={wall:0.000} cpu={(process.TotalProcessorTime - cpu).TotalSeconds:0.000} bytes={bytes}"));
        return 0;
    }

    private static long Decode(bool isGdal, int[] bands, string[] files, int workers, bool first)
    {
        int cursor = -1;
        long bytes = 0;
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(_ => new Thread(() =>
        {
            Dataset[] datasets = [.. files.Select(Dataset.Open)];
            RasterBand shape = datasets[0].Band(bands[0]);
            int across = (datasets[0].Width + shape.BlockWidth - 1) / shape.BlockWidth, down = (datasets[0].Height + shape.BlockHeight - 1) / shape.BlockHeight;
            using BlockSource? source = isGdal ? null : new BlockSource(datasets, files);
            ushort[] pixels = new ushort[shape.BlockWidth * shape.BlockHeight];
            for (int block; (block = Interlocked.Increment(ref cursor)) < (first ? 1 : across * down);)
            {
                long decoded = 0;
                for (int file = 0; file < files.Length; file++)
                {
                    decoded += source is null
                        ? ByGdal(datasets[file], bands, block % across, block / across, pixels)
                        : source.Decode(file, bands, block % across, block / across);
                }

                Interlocked.Add(ref bytes, decoded);
            }

            Array.ForEach(datasets, d => d.Dispose());
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return bytes;
    }

    private static long ByGdal(Dataset dataset, int[] bands, int blockColumn, int blockRow, ushort[] pixels)
    {
        long bytes = 0;
        foreach (int number in bands)
        {
            RasterBand band = dataset.Band(number);
            Window window = new Window(0, 0, dataset.Width, dataset.Height).Intersect(new Window(blockColumn * band.BlockWidth, blockRow * band.BlockHeight, band.BlockWidth, band.BlockHeight));
            band.Read(window, pixels.AsSpan(0, (int)window.PixelCount));
            bytes += 2 * window.PixelCount;
        }

        return bytes;
    }

    /// <summary>Blocks by their places in the files, which libgdal tells; the bytes go past it.</summary>
    private sealed class BlockSource : IDisposable
    {
        private readonly Dataset[] datasets;
        private readonly SafeFileHandle[] handles;
        private readonly DeflateDecoder deflate = new(DeflateCodec.Libdeflate);
        private readonly Lazy<ZstdDecoder> zstd = new(() => new ZstdDecoder());
        private byte[] encoded = [], decoded = [];

        public BlockSource(Dataset[] datasets, string[] files)
        {
            this.datasets = datasets;
            handles = [.. files.Select(f => File.OpenHandle(f))];
        }

        public long Decode(int file, int[] bands, int blockColumn, int blockRow)
        {
            Dataset dataset = datasets[file];
            bool isPixel = dataset.BandCount > 1 && dataset.Metadata("INTERLEAVE", "IMAGE_STRUCTURE") == "PIXEL";
            string? compression = dataset.Metadata("COMPRESSION", "IMAGE_STRUCTURE");
            bool isDifferences = dataset.Metadata("PREDICTOR", "IMAGE_STRUCTURE") == "2";
            long bytes = 0;
            foreach (int number in isPixel ? [1] : bands)
            {
                RasterBand band = dataset.Band(number);
                long position = Place(band, "BLOCK_OFFSET", blockColumn, blockRow);
                int length = (int)Place(band, "BLOCK_SIZE", blockColumn, blockRow), samples = isPixel ? dataset.BandCount : 1, size = 2 * samples * band.BlockWidth * band.BlockHeight;
                encoded = encoded.Length < length ? new byte[length] : encoded;
                decoded = decoded.Length < size ? new byte[size] : decoded;
                Span<byte> source = encoded.AsSpan(0, length), destination = decoded.AsSpan(0, size);
                RandomAccess.Read(handles[file], source, position);
                bool isDecoded = compression switch
                {
                    null => source.TryCopyTo(destination),
                    "ZSTD" => zstd.Value.TryDecode(source, destination),
                    "DEFLATE" => deflate.TryDecode(source, destination),
                    _ => throw new NotSupportedException($"{dataset.Path} is compressed by {compression}; expected none, DEFLATE or ZSTD"),
                };
                if (!isDecoded)
                {
                    throw new InvalidDataException($"{dataset.Path}: block {blockColumn}, {blockRow} cannot be decoded");
                }

                if (isDifferences)
                {
                    Undo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(destination), band.BlockWidth, samples);
                }

                bytes += size;
            }

            return bytes;
        }

        public void Dispose()
        {
            Array.ForEach(handles, h => h.Dispose());
            deflate.Dispose();
            if (zstd.IsValueCreated)
            {
                zstd.Value.Dispose();
            }
        }

        private static long Place(RasterBand band, string what, int blockColumn, int blockRow) =>
            long.Parse(band.Metadata($"{what}_{blockColumn}_{blockRow}", "TIFF")!, CultureInfo.InvariantCulture);

        // TIFF 6.0, section 14: each sample is the difference to the one before it in its row.
        private static void Undo(Span<ushort> numbers, int width, int samples)
        {
            for (; !numbers.IsEmpty; numbers = numbers[(width * samples)..])
            {
                if (samples == 1)
                {
                    ushort sum = 0;
                    foreach (ref ushort number in numbers[..width])
                    {
                        number = sum += number;
                    }
                }
                else
                {
                    for (int i = samples; i < width * samples; i++)
                    {
                        numbers[i] += numbers[i - samples];
                    }
                }
            }
        }
    }
}
