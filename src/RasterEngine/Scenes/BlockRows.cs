using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>Turns decoded rows of a block into numbers: one band of the pixels, byte order, predictor, type. Owns its line buffers.</summary>
internal sealed class BlockRows
{
    private byte[] line = [], planes = [];

    /// <summary>True where every number of one type is one of the other, as it is, or is held at its ends as GDAL does (uint16 as uint8).</summary>
    public static bool Converts<TFile, T>() =>
        typeof(TFile) == typeof(T) || typeof(TFile) == typeof(byte) || typeof(T) == typeof(double)
        || (typeof(TFile) == typeof(ushort) && (typeof(T) == typeof(float) || typeof(T) == typeof(byte)))
        || (typeof(TFile) == typeof(short) && typeof(T) == typeof(float));

    /// <summary>Takes a band out of one row of a block.</summary>
    /// <param name="layout">How the row is written.</param>
    /// <param name="row">The whole row as decoded, all bands of its pixels; may be changed.</param>
    /// <param name="bands">Bands of a pixel.</param>
    /// <param name="band">The one to take, from 0.</param>
    /// <param name="column">The first pixel to take.</param>
    /// <param name="destination">As many as are taken.</param>
    public void Take<TFile, T>(TiffLayout layout, Span<byte> row, int bands, int band, int column, Span<T> destination)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        Span<byte> numbers = layout.Predictor == 3 ? TakePlanes<TFile>(row, bands, band) : TakeBand<TFile>(layout, row, bands, band);
        Convert(MemoryMarshal.Cast<byte, TFile>(numbers).Slice(column, destination.Length), destination);
    }

    /// <summary>Undoes byte order and predictor 1 or 2 in place.</summary>
    /// <param name="layout">How the row is written.</param>
    /// <param name="row">One band.</param>
    public static void Undo<TFile>(TiffLayout layout, Span<byte> row)
        where TFile : unmanaged
    {
        (bool swaps, bool sums) = (layout.IsBigEndian, layout.Predictor == 2);
        switch (Unsafe.SizeOf<TFile>())
        {
            case 1:
                if (sums)
                {
                    HorizontalDifferences.Undo(row);
                }

                break;
            case 2:
                Undo(MemoryMarshal.Cast<byte, ushort>(row), swaps, sums);
                break;
            case 4:
                Undo(MemoryMarshal.Cast<byte, uint>(row), swaps, sums);
                break;
            default:
                Undo(MemoryMarshal.Cast<byte, ulong>(row), swaps, sums);
                break;
        }
    }

    private static void Undo(Span<ushort> row, bool swaps, bool sums)
    {
        if (swaps)
        {
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        if (sums)
        {
            HorizontalDifferences.Undo(row);
        }
    }

    private static void Undo(Span<uint> row, bool swaps, bool sums)
    {
        if (swaps)
        {
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        if (sums)
        {
            HorizontalDifferences.Undo(row);
        }
    }

    private static void Undo(Span<ulong> row, bool swaps, bool sums)
    {
        if (swaps)
        {
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        if (sums)
        {
            HorizontalDifferences.Undo(row);
        }
    }

    private Span<byte> TakeBand<TFile>(TiffLayout layout, Span<byte> row, int bands, int band)
        where TFile : unmanaged
    {
        Span<byte> own = row;
        if (bands > 1)
        {
            Buffers.Fit(ref line, row.Length / bands);
            own = line.AsSpan(0, row.Length / bands);
            BandOfPixels.Take(MemoryMarshal.Cast<byte, TFile>(row), bands, band, MemoryMarshal.Cast<byte, TFile>(own));
        }

        Undo<TFile>(layout, own);
        return own;
    }

    // Differences run along all planes of a band, byte by byte, and the order of a number's bytes is that of the planes.
    private Span<byte> TakePlanes<TFile>(Span<byte> row, int bands, int band)
        where TFile : unmanaged
    {
        int length = row.Length / bands;
        Buffers.Fit(ref planes, length);
        Buffers.Fit(ref line, length);
        Span<byte> own = planes.AsSpan(0, length), numbers = line.AsSpan(0, length);
        BandOfPixels.Take(row, bands, band, own);
        HorizontalDifferences.Undo(own);
        if (typeof(TFile) == typeof(float))
        {
            FloatPlanes.Join(own, MemoryMarshal.Cast<byte, uint>(numbers));
        }
        else
        {
            FloatPlanes.Join(own, MemoryMarshal.Cast<byte, ulong>(numbers));
        }

        return numbers;
    }

    private static void Convert<TFile, T>(ReadOnlySpan<TFile> numbers, Span<T> destination)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged, INumber<T>
    {
        if (typeof(TFile) == typeof(T))
        {
            MemoryMarshal.Cast<TFile, T>(numbers).CopyTo(destination);
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            destination[i] = T.CreateSaturating(numbers[i]);
        }
    }
}
