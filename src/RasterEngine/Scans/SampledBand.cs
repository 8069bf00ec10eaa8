using RasterEngine.Gdal;

namespace RasterEngine.Scans;

/// <summary>Stored numbers of one band at the pixels of a <see cref="Preview"/>, NaN where a pixel was masked. Whole numbers of up to 16 bits take two bytes each.</summary>
public sealed class SampledBand
{
    private const int BitsOfWord = 64;

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

    /// <summary>Numbers of neighbouring pixels.</summary>
    public void CopyTo(int start, Span<float> numbers)
    {
        if (words is null)
        {
            real.AsSpan(start, numbers.Length).CopyTo(numbers);
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Whole(words, start + i);
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

    private float Whole(ushort[] numbers, int pixel) => (masked[pixel / BitsOfWord] >> (pixel % BitsOfWord) & 1) == 1 ? float.NaN : lowest + numbers[pixel];
}
