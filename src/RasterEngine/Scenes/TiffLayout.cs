using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>What it takes to read an image's blocks without libgdal: where their places stand in the file, and how their numbers are written.</summary>
/// <param name="IsBigEndian">Order of bytes of the places and, but for predictor 3, of the numbers.</param>
/// <param name="Offsets">Where each block begins: one number a block.</param>
/// <param name="Counts">Bytes of each block.</param>
/// <param name="Type">What one stored number is; <see cref="PixelType.Unknown"/> where <paramref name="Unfit"/> says so.</param>
/// <param name="Predictor">1 none, 2 horizontal differences, 3 floating-point planes.</param>
/// <param name="Unfit">Why the blocks are left to libgdal; null when they need not be.</param>
internal sealed record TiffLayout(bool IsBigEndian, TiffField Offsets, TiffField Counts, PixelType Type, int Predictor, string? Unfit)
{
    // A worker holds a block packed and unpacked.
    private const long MostBlockBytes = 16 << 20;

    /// <summary>Judges an image that the gate let through.</summary>
    public static TiffLayout Of(GateReader reader, TiffDirectory directory, TiffCodec codec, long blockBytes, TiffField offsets, TiffField counts)
    {
        long bits = Same(directory.NumberOfEach(TiffTag.BitsPerSample, 1)), format = Same(directory.NumberOfEach(TiffTag.SampleFormat, 1));
        PixelType type = (format, bits) switch
        {
            (1, 8) => PixelType.Byte,
            (1, 16) => PixelType.UInt16,
            (2, 16) => PixelType.Int16,
            (3, 32) => PixelType.Float32,
            (3, 64) => PixelType.Float64,
            _ => PixelType.Unknown,
        };
        long predictor = codec == TiffCodec.None ? 1 : directory.Number1(TiffTag.Predictor, 1);
        long photometric = directory.Number1(TiffTag.PhotometricInterpretation, 1);
        string? unfit = codec switch
        {
            not (TiffCodec.None or TiffCodec.Lzw or TiffCodec.Deflate or TiffCodec.OldDeflate or TiffCodec.Zstd) => $"its blocks are compressed by {codec}",
            _ when type == PixelType.Unknown => $"its numbers have {Words(bits)} bits in the sample format {Words(format)}",
            _ when photometric is not (1 or 2 or 3) => $"its photometric interpretation is {photometric}",
            _ when directory.Number1(TiffTag.FillOrder, 1) != 1 => "its bits stand in reverse order",
            _ when predictor is not (1 or 2) && !(predictor == 3 && format == 3) => $"its predictor is {predictor}",
            _ when blockBytes > MostBlockBytes => $"its blocks have {GateReader.Words(blockBytes)} bytes",
            _ when !BitConverter.IsLittleEndian => "this machine's numbers begin with their high bytes",
            _ => null,
        };
        return new TiffLayout(reader.IsBigEndian, offsets, counts, type, (int)Math.Clamp(predictor, 0, 4), unfit);
    }

    // 0 where bands differ, which no case above is.
    private static long Same(long[] ofEach) => ofEach.All(v => v == ofEach[0]) ? ofEach[0] : 0;

    private static string Words(long number) => number == 0 ? "different" : GateReader.Words(number);
}
