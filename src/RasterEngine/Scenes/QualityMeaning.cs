using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>What every stored value of a quality band means for a pixel, under one choice of keep, drop and grow.</summary>
public sealed class QualityMeaning
{
    private const byte GrowBit = 0x80;
    private readonly byte[] ofValue = new byte[ushort.MaxValue + 1];

    /// <param name="kind">How the band speaks.</param>
    /// <param name="keep">Class bands: classes to keep; null for the kind's own.</param>
    /// <param name="drop">Bit bands: names of flags to drop; null for the kind's own. Fill is always dropped.</param>
    /// <param name="grow">Pixels by which clouds and shadows grow; null for the kind's own.</param>
    /// <param name="noData">The band's own nodata value.</param>
    public QualityMeaning(QualityKind kind, IReadOnlyList<int>? keep, IReadOnlyList<string>? drop, int? grow, double? noData)
    {
        Grow = grow ?? QualityTables.Grow(kind);
        IReadOnlyList<QualityFlag> flags = QualityTables.Flags(kind);
        bool isClasses = QualityTables.IsClasses(kind);
        for (int value = 0; value < ofValue.Length; value++)
        {
            ofValue[value] = isClasses ? OfClass(value) : OfBits(value);
            if (value == noData && !(keep?.Contains(value) ?? false))
            {
                ofValue[value] = Cell.NoData;
            }
        }

        // A value no table knows says nothing good about a pixel.
        byte OfClass(int value)
        {
            QualityFlag? flag = flags.FirstOrDefault(f => f.Holds(value));
            bool isKept = keep?.Contains(value) ?? flag is { IsDropped: false };
            return isKept ? (byte)0 : flag is null ? (byte)(Cell.Masked | (kind == QualityKind.ClearValues ? GrowBit : 0)) : Excluded(flag);
        }

        byte OfBits(int value)
        {
            byte worst = 0;
            foreach (QualityFlag flag in flags)
            {
                if (flag.Holds(value) && (flag.State == Cell.NoData || (drop?.Contains(flag.Name) ?? flag.IsDropped)))
                {
                    worst = (byte)(Worse((byte)(worst & ~GrowBit), flag.State) | ((worst | Excluded(flag)) & GrowBit));
                }
            }

            return worst;
        }

        static byte Excluded(QualityFlag flag) => (byte)(flag.State | (flag.Grows ? GrowBit : 0));
    }

    /// <summary>Pixels of the quality band by which clouds and shadows are widened, in a square.</summary>
    public int Grow { get; }

    /// <summary>0 = observed, or the state of <see cref="Cell"/> that excludes the pixel.</summary>
    public byte State(double value) => (byte)(Of(value) & ~GrowBit);

    /// <summary>The value is an excluded cloud or shadow.</summary>
    public bool Grows(double value) => (Of(value) & GrowBit) != 0;

    /// <summary>Of two reasons the one that is told: nodata, then masked, then saturated.</summary>
    public static byte Worse(byte a, byte b) => Rank(a) >= Rank(b) ? a : b;

    // Class and bit bands are whole numbers; the fill of a float stack is not one of them.
    private byte Of(double value) => value >= 0 && value <= ushort.MaxValue && value == Math.Floor(value) ? ofValue[(int)value] : (byte)Cell.NoData;

    private static int Rank(byte state) => state switch { 0 => 0, Cell.Saturated => 1, Cell.Masked => 2, _ => 3 };
}
