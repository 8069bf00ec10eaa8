using System.Numerics;
using System.Runtime.CompilerServices;
using RasterEngine.Gdal;

namespace RasterEngine.Scans;

/// <summary>Stored numbers of one band at the pixels of a <see cref="Preview"/>, NaN where a pixel was masked. Whole numbers of up to 16 bits take two bytes each.</summary>
public sealed class SampledBand
{
    private const int BitsOfWord = 64, WordValues = 1 << 16;

    private readonly float[]? real;
    private readonly ushort[]? words;
    private readonly ulong[] masked = [];
    private readonly int lowest;

    /// <param name="type">Of the numbers.</param>
    /// <param name="length">Pixels.</param>
    public SampledBand(PixelType type, int length)
    {
        if (type is PixelType.Byte or PixelType.UInt16 or PixelType.Int16)
        {
            lowest = type == PixelType.Int16 ? short.MinValue : 0;
            words = new ushort[length];
            masked = new ulong[(length + BitsOfWord - 1) / BitsOfWord];
        }
        else
        {
            real = new float[length];
        }
    }

    /// <param name="numbers">As they are.</param>
    public SampledBand(float[] numbers) => real = numbers;

    public int Length => real?.Length ?? words!.Length;

    /// <summary>Writes a byte for every pixel.</summary>
    /// <param name="map">The byte of a number, the same each time; of NaN it is 0.</param>
    /// <param name="bytes">Receives them.</param>
    /// <param name="first">Where the first goes.</param>
    /// <param name="step">From one to the next.</param>
    public void Map(Func<float, byte> map, Span<byte> bytes, int first, int step)
    {
        if (words is null)
        {
            foreach (float number in real!)
            {
                bytes[first] = map(number);
                first += step;
            }

            return;
        }

        // There are fewer numbers than pixels.
        byte[] ofWord = new byte[WordValues];
        for (int word = 0; word < ofWord.Length; word++)
        {
            ofWord[word] = map(lowest + word);
        }

        for (int i = 0; i < words.Length; i++, first += step)
        {
            bytes[first] = IsMasked(i) ? (byte)0 : ofWord[words[i]];
        }
    }

    /// <summary>Every n-th number of some bands of one type laid end to end, as far as it counts, in ascending order.</summary>
    /// <param name="every">n.</param>
    /// <param name="counts">Whether a number does, which may be NaN.</param>
    /// <param name="bands">Any number of them.</param>
    public static float[] Sorted(int every, Func<float, bool> counts, params ReadOnlySpan<SampledBand> bands)
    {
        var found = new List<float>();
        int next = 0;
        foreach (SampledBand band in bands)
        {
            for (; next < band.Length; next += every)
            {
                if (counts(band[next]))
                {
                    found.Add(band[next]);
                }
            }

            next -= band.Length;
        }

        float[] sorted = [.. found];
        if (bands is [{ words: not null, lowest: var lowest }, ..])
        {
            // Counted rather than compared.
            int[] times = new int[WordValues];
            foreach (float number in sorted)
            {
                times[(int)number - lowest]++;
            }

            int at = 0;
            for (int word = 0; word < times.Length; at += times[word++])
            {
                sorted.AsSpan(at, times[word]).Fill(lowest + word);
            }
        }
        else
        {
            Array.Sort(sorted);
        }

        return sorted;
    }

    /// <summary>Takes every n-th number of a line; any thread may, each pixel once.</summary>
    /// <param name="pixel">Of the first.</param>
    /// <param name="line">Numbers as stored.</param>
    /// <param name="excluded">0 for a number that is not masked; empty when none is.</param>
    /// <param name="first">Of the line.</param>
    /// <param name="step">n.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Take<T>(int pixel, ReadOnlySpan<T> line, ReadOnlySpan<byte> excluded, int first, int step)
        where T : unmanaged, INumber<T>
    {
        for (int i = first; i < line.Length; i += step, pixel++)
        {
            if (excluded.Length != 0 && excluded[i] != 0)
            {
                this[pixel] = float.NaN;
            }
            else if (words is not null)
            {
                words[pixel] = (ushort)(int.CreateTruncating(line[i]) - lowest);
            }
            else
            {
                real![pixel] = float.CreateSaturating(line[i]);
            }
        }
    }

    /// <summary>Any thread may set, each pixel once.</summary>
    public float this[int pixel]
    {
        get => words is null ? real![pixel] : Whole(words, pixel);
        internal set
        {
            if (words is null)
            {
                real![pixel] = value;
            }
            else if (float.IsNaN(value))
            {
                Interlocked.Or(ref masked[pixel / BitsOfWord], 1UL << (pixel % BitsOfWord));
            }
            else
            {
                words[pixel] = (ushort)((int)value - lowest);
            }
        }
    }

    private float Whole(ushort[] numbers, int pixel) => IsMasked(pixel) ? float.NaN : lowest + numbers[pixel];

    private bool IsMasked(int pixel) => ((masked[pixel / BitsOfWord] >> (pixel % BitsOfWord)) & 1) == 1;
}
