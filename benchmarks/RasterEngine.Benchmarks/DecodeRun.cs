using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>
/// decode own|gdal|bare BANDS FILE...: reads uint16 bands of files on one thread, tile by tile as a scan does, and prints what that cost. own is the
/// engine's tile path, gdal the same windows through libgdal, bare what no reader can do without: the blocks' bytes, the codec, the sums
/// of the predictor, in one buffer. Runs of the three in turn give ratios that hold on a busy machine.
/// </summary>
internal static class DecodeRun
{
    public static int Run(string[] args)
    {
        if (args is not [_, "own" or "gdal" or "bare", var bands, _, ..])
        {
            Console.Error.WriteLine("usage: decode own|gdal|bare BANDS FILE...    (BANDS such as 3,4; the files are of one size)");
            return 2;
        }

        int[] numbers = [.. bands.Split(',').Select(b => int.Parse(b, CultureInfo.InvariantCulture))];
        string[] files = [.. args[3..].Select(Path.GetFullPath)];
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        long pixels = args[1] == "bare" ? files.Sum(f => Bare(f, numbers)) : Windows(files, numbers, args[1] == "own");
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        double cpu = (process.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{args[1]} cpu {cpu:0.000} s wall {wall:0.000} s {2 * pixels / 1e6 / cpu:0} MB/s peak {process.PeakWorkingSet64 / 1e6:0} MB"));
        return 0;
    }

    private static long Windows(string[] files, int[] numbers, bool own)
    {
        long pixels = 0;
        using var decoder = new BlockDecoder();
        RasterReader[] readers = [.. files.Select(f => new RasterReader(f, f, own ? decoder : null))];
        TiffHeader header = HeaderGate.Check(files[0], files[0])!;
        var plan = new TilePlan(header.Width, header.Height, 0, 0, header.BlockWidth, header.BlockHeight);
        ushort[] x = new ushort[plan.LargestTilePixels], y = new ushort[plan.LargestTilePixels];
        for (int i = 0; i < plan.Count; i++)
        {
            Window window = plan[i].Window;
            Span<ushort> first = x.AsSpan(0, (int)window.PixelCount), second = y.AsSpan(0, first.Length);
            foreach ((RasterReader reader, string file) in readers.Zip(files))
            {
                Band[] bands = [.. numbers.Select(n => new Band("red", new BandSource(file, file, n, null, null, null), PixelType.UInt16, BandForm.Plain, false, false, 0, 0))];
                if (bands.Length == 2 && reader.IsInterleaved)
                {
                    reader.ReadPair(bands[0], bands[1], window, first, second);
                }
                else
                {
                    Array.ForEach(bands, b => reader.Read(b.Source, b.Role, window, x.AsSpan(0, (int)window.PixelCount)));
                }

                pixels += window.PixelCount * numbers.Length;
            }
        }

        Array.ForEach(readers, r => r.Dispose());
        return pixels;
    }

    private static long Bare(string file, int[] numbers)
    {
        TiffHeader header = HeaderGate.Check(file, file)!;
        long across = (header.Width + header.BlockWidth - 1) / header.BlockWidth, down = (header.Height + header.BlockHeight - 1) / header.BlockHeight;
        int samples = header.IsPlanar ? 1 : header.Bands;
        using var handle = File.OpenHandle(file);
        using var decoder = new BlockDecoder();
        ushort[] block = new ushort[header.BlockWidth * header.BlockHeight * samples];
        foreach (int number in samples > 1 ? [1] : numbers)
        {
            for (long i = 0; i < across * down; i++)
            {
                long index = i + (header.IsPlanar ? (number - 1) * across * down : 0);
                if (!decoder.TryDecode(handle, header.Codec, Number(header.Layout!.Offsets, index), Number(header.Layout.Counts, index), MemoryMarshal.AsBytes(block.AsSpan())))
                {
                    throw new InvalidDataException($"{file}: block {index} cannot be decoded");
                }

                for (int row = 0; row < header.BlockHeight && header.Layout.Predictor == 2; row++)
                {
                    // Of interleaved pixels the sums of all bands are counted as the one row they are in memory.
                    HorizontalDifferences.Undo(block.AsSpan(row * header.BlockWidth * samples, header.BlockWidth * samples));
                }
            }
        }

        return (long)header.Width * header.Height * numbers.Length;

        long Number(TiffField field, long index)
        {
            Span<byte> bytes = stackalloc byte[8];
            bytes.Clear();
            BlockDecoder.TryRead(handle, field.Position + (index * field.Size), bytes[..field.Size]);
            return BitConverter.ToInt64(bytes);
        }
    }
}
