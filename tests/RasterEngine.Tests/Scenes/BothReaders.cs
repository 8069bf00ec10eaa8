using System.Numerics;
using System.Runtime.InteropServices;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Reads a file through the engine's own tile path and through libgdal alone, which must agree bit by bit, in numbers and in words.</summary>
internal static class BothReaders
{
    /// <summary>Reads windows of every band, in the band's own type and as float64, alone and in pairs.</summary>
    /// <returns>own or gdal, and why.</returns>
    public static FileReading Compare(string path, IReadOnlyList<Window> windows)
    {
        PixelType[] types;
        using (Dataset dataset = SceneFile.Open(path, path))
        {
            types = [.. Enumerable.Range(1, Math.Min(dataset.BandCount, 6)).Select(n => dataset.Band(n).PixelType)];
        }

        var tally = new ReadTally();
        using (var decoder = new BlockDecoder())
        using (var own = new RasterReader(path, path, decoder, tally))
        using (var gdal = new RasterReader(path, path, null))
        {
            foreach (Window window in windows)
            {
                for (int number = 1; number <= types.Length; number++)
                {
                    Compare(own, gdal, types[number - 1], number, window);
                }

                if (types.Length > 1 && types[0] == PixelType.UInt16)
                {
                    ComparePair(own, gdal, types.Length, window);
                }
            }
        }

        return Assert.Single(tally.Files);
    }

    private static void Compare(RasterReader own, RasterReader gdal, PixelType type, int number, Window window)
    {
        switch (type)
        {
            case PixelType.Byte:
                Compare<byte>(own, gdal, number, window);
                Compare<ushort>(own, gdal, number, window);
                break;
            case PixelType.UInt16:
                Compare<ushort>(own, gdal, number, window);
                Compare<byte>(own, gdal, number, window);
                Compare<float>(own, gdal, number, window);
                break;
            case PixelType.Int16:
                Compare<short>(own, gdal, number, window);
                Compare<float>(own, gdal, number, window);
                break;
            case PixelType.Float32:
                Compare<float>(own, gdal, number, window);
                break;
            case PixelType.Float64:
                break;
            default:
                return;
        }

        Compare<double>(own, gdal, number, window);
    }

    private static void Compare<T>(RasterReader own, RasterReader gdal, int number, Window window)
        where T : unmanaged, INumber<T>
    {
        var source = new BandSource("a.tif", "a.tif", number, null, null, null);
        T[] a = new T[window.PixelCount], b = new T[window.PixelCount];
        MemoryMarshal.AsBytes(a.AsSpan()).Fill(0xEE);
        long byGdal = own.WindowsByGdal;
        string? ownWords = Words(() => own.Read<T>(source, "red", window, a)), gdalWords = Words(() => gdal.Read<T>(source, "red", window, b));
        Assert.Equal(gdalWords, ownWords);

        // Of a broken block that libtiff lets pass, some pixels are whatever its memory held: no two readings need be alike.
        if (gdalWords is null && own.WindowsByGdal == byGdal)
        {
            Assert.True(MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(b.AsSpan())), $"band {number} as {typeof(T).Name} differs in {window}");
        }
    }

    private static void ComparePair(RasterReader own, RasterReader gdal, int last, Window window)
    {
        Band Band(int number) => new("red", new BandSource("a.tif", "a.tif", number, null, null, null), PixelType.UInt16, RasterEngine.Kernels.BandForm.Plain, false, false, 1, 1);
        ushort[] x = new ushort[window.PixelCount], y = [.. x], gx = [.. x], gy = [.. x];
        long byGdal = own.WindowsByGdal;
        string? ownWords = Words(() => own.ReadPair<ushort>(Band(last), Band(1), window, x, y)), gdalWords = Words(() => gdal.ReadPair<ushort>(Band(last), Band(1), window, gx, gy));
        Assert.Equal(gdalWords, ownWords);
        Assert.True(gdalWords is not null || own.WindowsByGdal > byGdal || (x.AsSpan().SequenceEqual(gx) && y.AsSpan().SequenceEqual(gy)), $"the pair differs in {window}");
    }

    private static string? Words(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ScanException e)
        {
            return $"{e.Code}: {e.Message}";
        }
    }
}
