using BenchmarkDotNet.Attributes;
using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;
using RasterEngine.Scenes;

namespace RasterEngine.Benchmarks;

/// <summary>
/// One 512 × 512 uint16 block of the synthetic scene, predictor 2, as libgdal packs it, unpacked in memory by each codec; and copied, which is what memory gives. The predictor is not undone here.
/// </summary>
public class CodecBenchmarks : IDisposable
{
    private const int Side = 512;

    private readonly DeflateDecoder own = new(), deflate = new(DeflateCodec.Libdeflate), zlib = new(DeflateCodec.Managed);
    private readonly ZstdDecoder zstd = new();
    private readonly LzwDecoder lzw = new();
    private readonly byte[] unpacked = new byte[Side * Side * sizeof(ushort)], copy = new byte[Side * Side * sizeof(ushort)];
    private byte[] byDeflate = [], byZstd = [], byLzw = [];

    [GlobalSetup]
    public void Setup()
    {
        byDeflate = Pack("DEFLATE");
        byZstd = Pack("ZSTD");
        byLzw = Pack("LZW");
        LibdeflateDecode();
    }

    [Benchmark(OperationsPerInvoke = Side * Side, Baseline = true)]
    [Moves(0, 4)]
    public void Copy() => unpacked.AsSpan().CopyTo(copy);

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void OwnDecode() => Check(own.TryDecode(byDeflate, unpacked));

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void LibdeflateDecode() => Check(deflate.TryDecode(byDeflate, unpacked));

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void ZLibStreamDecode() => Check(zlib.TryDecode(byDeflate, unpacked));

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void ZstdDecode() => Check(zstd.TryDecode(byZstd, unpacked));

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void LzwDecode() => Check(lzw.TryDecode(byLzw, unpacked));

    [GlobalCleanup]
    public void Dispose()
    {
        own.Dispose();
        deflate.Dispose();
        zlib.Dispose();
        zstd.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Check(bool isDecoded)
    {
        if (!isDecoded)
        {
            throw new InvalidDataException("the block cannot be unpacked");
        }
    }

    // The block's bytes as they stand in a file that libgdal wrote.
    private static byte[] Pack(string codec)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tif");
        try
        {
            using (Dataset file = Dataset.Create(path, "GTiff", Side, Side, 1, PixelType.UInt16, "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", $"COMPRESS={codec}", "PREDICTOR=2"))
            {
                ushort[] pixels = new ushort[Side * Side];
                new SyntheticScene(Side).Fill(later: false, SyntheticScene.Red, 0, 0, Side, pixels);
                file.Band(1).Write<ushort>(new Window(0, 0, Side, Side), pixels);
                file.Close();
            }

            TiffLayout layout = HeaderGate.Check(path, path)!.Layout!;
            byte[] bytes = File.ReadAllBytes(path);
            return bytes[(int)Number(layout.Offsets)..(int)(Number(layout.Offsets) + Number(layout.Counts))];

            long Number(TiffField field) => field.Size switch { 2 => BitConverter.ToUInt16(bytes, (int)field.Position), 4 => BitConverter.ToUInt32(bytes, (int)field.Position), _ => BitConverter.ToInt64(bytes, (int)field.Position) };
        }
        finally
        {
            File.Delete(path);
        }
    }
}
