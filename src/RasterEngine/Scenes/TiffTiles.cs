using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>
/// Reads windows of a TIFF's bands without libgdal: every block's place is looked up in the file, its bytes read and decoded into the worker's
/// own buffers, memory that no raster's size changes. Whatever it cannot read whole it leaves to libgdal, whose judgement then holds.
/// </summary>
internal sealed class TiffTiles : IDisposable
{
    // Compressed blocks that a window cuts are decoded again for the next one; libgdal keeps some for it.
    private const int MostDecodedPerPixel = 2;

    // Of an uncompressed block less than a quarter is read row by row, more of it at once.
    private const int FewestPartsRead = 4;

    private readonly SafeFileHandle file;
    private readonly TiffHeader header;
    private readonly TiffLayout layout;
    private readonly BlockDecoder decoder;
    private readonly BlockPlaces places;
    private readonly int sampleBytes, samples;

    /// <param name="fullPath">The file.</param>
    /// <param name="header">What the gate read of it; its layout is fit.</param>
    /// <param name="decoder">The worker's.</param>
    /// <exception cref="IOException">It cannot be opened any more.</exception>
    public TiffTiles(string fullPath, TiffHeader header, BlockDecoder decoder)
    {
        (this.header, this.decoder, layout) = (header, decoder, header.Layout!);
        sampleBytes = layout.Type.SizeInBytes();
        samples = header.IsPlanar ? 1 : header.Bands;
        file = File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        places = new BlockPlaces(file, header);
    }

    /// <summary>True when two bands come from the same blocks.</summary>
    public bool IsInterleaved => samples > 1;

    /// <summary>Reads one band, or two at once from blocks that are decoded once.</summary>
    /// <param name="firstNumber">From 1.</param>
    /// <param name="secondNumber">From 1; 0 for none.</param>
    /// <param name="window">Inside the raster.</param>
    /// <param name="first">One number a pixel.</param>
    /// <param name="second">One number a pixel; empty for none.</param>
    /// <returns>False when libgdal must read the window: a block is missing, broken or cut, or numbers would have to be rounded.</returns>
    public bool TryRead<T>(int firstNumber, int secondNumber, Window window, Span<T> first, Span<T> second)
        where T : unmanaged, INumber<T>
    {
        return layout.Type switch
        {
            PixelType.Byte => TryRead<byte, T>(firstNumber, secondNumber, window, first, second),
            PixelType.UInt16 => TryRead<ushort, T>(firstNumber, secondNumber, window, first, second),
            PixelType.Int16 => TryRead<short, T>(firstNumber, secondNumber, window, first, second),
            PixelType.Float32 => TryRead<float, T>(firstNumber, secondNumber, window, first, second),
            PixelType.Float64 => TryRead<double, T>(firstNumber, secondNumber, window, first, second),
            _ => false,
        };
    }

    public void Dispose() => file.Dispose();

    private bool TryRead<TFile, T>(int firstNumber, int secondNumber, Window window, Span<T> first, Span<T> second)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        int left = window.Column / header.BlockWidth, right = (window.EndColumn - 1) / header.BlockWidth;
        int top = window.Row / header.BlockHeight, bottom = (window.EndRow - 1) / header.BlockHeight;
        if (!BlockRows.Converts<TFile, T>() || CutsTooMuch(window, left, right, top, bottom))
        {
            return false;
        }

        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                Window whole = places.Block(column, row);
                if (!(samples > 1
                    ? TryInterleaved<TFile, T>(whole, firstNumber, secondNumber, window, first, second)
                    : TryPlane<TFile, T>(whole, firstNumber, window, first) && (secondNumber == 0 || TryPlane<TFile, T>(whole, secondNumber, window, second))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool CutsTooMuch(Window window, int left, int right, int top, int bottom)
    {
        Window touched = new Window(left * header.BlockWidth, top * header.BlockHeight, (right - left + 1) * header.BlockWidth, (bottom - top + 1) * header.BlockHeight)
            .Intersect(new Window(0, 0, header.Width, header.Height));
        return header.Codec != TiffCodec.None && touched.PixelCount > MostDecodedPerPixel * window.PixelCount;
    }

    private bool TryPlane<TFile, T>(Window whole, int number, Window window, Span<T> destination)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        if (!places.TryFind(whole, number, out long offset, out long bytes))
        {
            return false;
        }

        Window part = whole.Intersect(window);
        Span<T> target = destination[(((part.Row - window.Row) * window.Width) + part.Column - window.Column)..];
        if (header.Codec == TiffCodec.None && part.PixelCount * FewestPartsRead < whole.PixelCount)
        {
            return TryRows<TFile, T>(whole, offset, bytes, [number], part, window.Width, target, []);
        }

        // A whole block of the destination's own type and width is decoded where it belongs.
        if (typeof(TFile) == typeof(T) && part == whole && whole.Width == window.Width && layout.Predictor != 3)
        {
            target = target[..(int)whole.PixelCount];
            if (!decoder.TryDecode(file, header.Codec, offset, bytes, MemoryMarshal.AsBytes(target)))
            {
                return false;
            }

            for (int row = 0; row < whole.Height; row++)
            {
                BlockRows.Undo<TFile>(layout, MemoryMarshal.AsBytes(target.Slice(row * whole.Width, whole.Width)));
            }

            return true;
        }

        Span<byte> decoded = Block(whole);
        if (!decoder.TryDecode(file, header.Codec, offset, bytes, decoded))
        {
            return false;
        }

        int rowBytes = whole.Width * sampleBytes;
        for (int row = 0; row < part.Height; row++)
        {
            Span<byte> line = decoded.Slice((part.Row - whole.Row + row) * rowBytes, rowBytes);
            decoder.Rows.Take<TFile, T>(layout, line, 1, 0, part.Column - whole.Column, target.Slice(row * window.Width, part.Width));
        }

        return true;
    }

    private bool TryInterleaved<TFile, T>(Window whole, int firstNumber, int secondNumber, Window window, Span<T> first, Span<T> second)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        if (!places.TryFind(whole, 1, out long offset, out long bytes))
        {
            return false;
        }

        Window part = whole.Intersect(window);
        int start = ((part.Row - window.Row) * window.Width) + part.Column - window.Column;
        if (header.Codec == TiffCodec.None && part.PixelCount * FewestPartsRead < whole.PixelCount)
        {
            return TryRows<TFile, T>(whole, offset, bytes, secondNumber == 0 ? [firstNumber] : [firstNumber, secondNumber], part, window.Width, first[start..], secondNumber == 0 ? [] : second[start..]);
        }

        Span<byte> decoded = Block(whole);
        if (!decoder.TryDecode(file, header.Codec, offset, bytes, decoded))
        {
            return false;
        }

        // Both bands of a row while it is in the nearest cache.
        int rowBytes = whole.Width * samples * sampleBytes, column = part.Column - whole.Column;
        for (int row = 0; row < part.Height; row++)
        {
            Span<byte> line = decoded.Slice((part.Row - whole.Row + row) * rowBytes, rowBytes);
            decoder.Rows.Take<TFile, T>(layout, line, samples, firstNumber - 1, column, first.Slice(start + (row * window.Width), part.Width));
            if (secondNumber != 0)
            {
                decoder.Rows.Take<TFile, T>(layout, line, samples, secondNumber - 1, column, second.Slice(start + (row * window.Width), part.Width));
            }
        }

        return true;
    }

    // Only the bytes in the window are read.
    private bool TryRows<TFile, T>(Window whole, long offset, long bytes, ReadOnlySpan<int> numbers, Window part, int stride, Span<T> first, Span<T> second)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        long pixelBytes = (long)samples * sampleBytes;
        if (bytes < whole.PixelCount * pixelBytes)
        {
            return false;
        }

        Span<byte> line = Block(part with { Height = 1 });
        for (int row = 0; row < part.Height; row++)
        {
            long at = ((((long)part.Row - whole.Row + row) * whole.Width) + part.Column - whole.Column) * pixelBytes;
            if (!BlockDecoder.TryRead(file, offset + at, line))
            {
                return false;
            }

            for (int i = 0; i < numbers.Length; i++)
            {
                Span<T> target = (i == 0 ? first : second).Slice(row * stride, part.Width);
                decoder.Rows.Take<TFile, T>(layout, line, samples, samples > 1 ? numbers[i] - 1 : 0, 0, target);
            }
        }

        return true;
    }

    private Span<byte> Block(Window pixels) => decoder.Block(checked((int)(pixels.PixelCount * samples * sampleBytes)));
}
