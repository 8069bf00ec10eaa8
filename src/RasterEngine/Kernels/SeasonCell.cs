namespace RasterEngine.Kernels;

/// <summary>
/// One byte that says what a season showed of one pixel. Bits 0–1 are the <see cref="Kind"/>; 2–4 the number of cycles of a crop, or why a pixel
/// was not seen; 5–6 what became of a canopy lost within the season; 7 whether it was green at all.
/// </summary>
public static class SeasonCell
{
    /// <summary>No clear observation.</summary>
    public const int NotSeen = 0;

    /// <summary>Enough observations, and no crop.</summary>
    public const int Other = 1;

    /// <summary>Too few clear observations, or too long a gap: neither crop nor other.</summary>
    public const int Undetermined = 2;

    /// <summary>Passes the season rule.</summary>
    public const int Cropped = 3;

    /// <summary>The most cycles that are told apart: 7 means 7 or more.</summary>
    public const int MostCycles = 7;

    /// <summary>A canopy was lost and another grew after it.</summary>
    public const int LostAndRegrown = 1;

    /// <summary>A canopy was lost and none was seen after it.</summary>
    public const int LostForGood = 2;

    /// <summary>A pixel with clear observations.</summary>
    public static byte Observed(int kind, int cycles, int loss, bool isVegetated) =>
        (byte)(kind | (Math.Min(cycles, MostCycles) << 2) | (loss << 5) | (isVegetated ? 128 : 0));

    /// <summary>A pixel without: <paramref name="reason"/> is a state 4..7 of <see cref="Cell"/>.</summary>
    public static byte Unseen(int reason) => (byte)(reason << 2);

    /// <summary>One of the four kinds.</summary>
    public static int Kind(int cell) => cell & 3;

    /// <summary>Cycles of a cropped pixel; 0 for others.</summary>
    public static int Cycles(int cell) => Kind(cell) == Cropped ? (cell >> 2) & 7 : 0;

    /// <summary>Why a pixel was not seen, a state of <see cref="Cell"/>; 0 for pixels that were.</summary>
    public static int Reason(int cell) => Kind(cell) == NotSeen ? (cell >> 2) & 7 : 0;

    /// <summary>0, <see cref="LostAndRegrown"/> or <see cref="LostForGood"/>.</summary>
    public static int Loss(int cell) => (cell >> 5) & 3;

    /// <summary>Green at all.</summary>
    public static bool IsVegetated(int cell) => (cell & 128) != 0;
}
