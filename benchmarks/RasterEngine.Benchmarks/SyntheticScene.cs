namespace RasterEngine.Benchmarks;

/// <summary>
/// Farmland that was never there, seen on two dates: fields of one crop each with noise on every pixel, some of them changed, ponds, and a wedge outside
/// the swath. A pixel depends on its place and the side length alone, so any window of it is the same on every machine.
/// </summary>
/// <param name="side">Columns, and rows.</param>
public sealed class SyntheticScene(int side)
{
    /// <summary>Blue, green, red, near infrared.</summary>
    public const int BandCount = 4;

    public const int Red = 2;
    public const int NearInfrared = 3;

    /// <summary>Stored = (reflectance − <see cref="Offset"/>) ÷ <see cref="Scale"/>, as in Sentinel-2 products since baseline 04.00.</summary>
    public const decimal Scale = 0.0001m;

    public const decimal Offset = -0.1m;

    /// <summary>Stored number of a reflectance of 0.</summary>
    public const int StoredZero = 1000;

    /// <summary>The stored number outside the swath.</summary>
    public const ushort NoData = 0;

    private const int FieldSide = 50;

    // Reflectances × 10,000 of the four bands.
    private static readonly int[] Soil = [700, 1000, 1400, 2300];
    private static readonly int[] Crop = [250, 550, 350, 4300];
    private static readonly int[] Pond = [400, 350, 200, 120];

    public int Side { get; } = side;

    /// <summary>Stored numbers of a window of one band; <paramref name="destination"/> has <paramref name="width"/> of them for each of its rows.</summary>
    /// <param name="later">The later date.</param>
    /// <param name="band">From 0.</param>
    /// <param name="column">Left column.</param>
    /// <param name="row">Upper row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="destination">Row by row.</param>
    public void Fill(bool later, int band, int column, int row, int width, Span<ushort> destination)
    {
        for (int start = 0; start < destination.Length; start += width, row++)
        {
            FillRow(later, band, column, row, destination.Slice(start, width));
        }
    }

    private void FillRow(bool later, int band, int column, int row, Span<ushort> destination)
    {
        int fieldRow = row / FieldSide, shift = (int)(Hash(fieldRow, 0, 1) % FieldSide);
        for (int i = 0; i < destination.Length;)
        {
            int fieldColumn = (column + i + shift) / FieldSide;
            int end = Math.Min(destination.Length, ((fieldColumn + 1) * FieldSide) - shift - column);
            int level = StoredZero + Level(later, band, fieldColumn, fieldRow);
            for (; i < end; i++)
            {
                destination[i] = IsOutside(later, column + i, row) ? NoData : (ushort)(level + Noise(later, band, column + i, row, level));
            }
        }
    }

    // The earlier swath misses the upper left, the later one the lower right.
    private bool IsOutside(bool later, int column, int row) =>
        later ? (Side - 1 - column) * 10L < row - (Side / 2) : column * 5L < (Side / 3) - row;

    // Three fields in a hundred are ponds; three in ten carry another crop on the later date, the others have grown or dried a little.
    private static int Level(bool later, int band, int fieldColumn, int fieldRow)
    {
        ulong field = Hash(fieldColumn, fieldRow, 2);
        if (field % 100 < 3)
        {
            return Pond[band];
        }

        int cover = (int)((field >> 16) % 101);
        if (later)
        {
            cover = (field >> 32) % 10 < 3 ? (int)((field >> 40) % 101) : Math.Clamp(cover + (int)((field >> 48) % 21) - 10, 0, 100);
        }

        return Soil[band] + ((Crop[band] - Soil[band]) * cover / 100);
    }

    // Four uniform numbers of a byte: nearly normal, deviation 148; scaled to 3 % of the stored level.
    private static int Noise(bool later, int band, int column, int row, int level)
    {
        ulong bits = Hash(column, row, (ulong)(3 + band + (later ? BandCount : 0)));
        int sum = (int)((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255)) - 510;
        return sum * level / 4900;
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014) over the place.
    private static ulong Hash(int a, int b, ulong stream)
    {
        ulong z = ((((ulong)(uint)a << 32) | (uint)b) + (stream * 0xD1B54A32D192ED03)) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
