using System.Runtime.Intrinsics;
using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>Reads a cell under one choice of the three thresholds and three changes it was computed for.</summary>
/// <param name="ThresholdIndex">0..2: T − 0.05, T, T + 0.05.</param>
/// <param name="ChangeIndex">0..2: D − 0.05, D, D + 0.05.</param>
public readonly record struct CellMeaning(int ThresholdIndex, int ChangeIndex)
{
    /// <summary>The rule's own T and D.</summary>
    public static CellMeaning OfRule => new(1, 1);

    private static readonly byte[] OfCell = ClassTable();

    /// <summary>One class byte for each cell.</summary>
    public static byte[] ClassTable()
    {
        byte[] table = new byte[256];
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            table[cell] = Cell.IsPossible(cell) ? (byte)OfRule.Class(cell) : (byte)0;
        }

        return table;
    }

    /// <summary>Writes the class byte of every cell: <see cref="ClassTable"/>, worked out from the bits of a cell where there are vectors.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void WriteClasses(ReadOnlySpan<byte> cells, Span<byte> classes)
    {
        if (classes.Length != cells.Length)
        {
            throw new ArgumentException($"{cells.Length} cells and {classes.Length} classes; expected as many");
        }

        int i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= cells.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            Classes(Vector256.Create(cells[i..])).CopyTo(classes[i..]);
        }

        for (; i < cells.Length; i++)
        {
            classes[i] = OfCell[cells[i]];
        }
    }

    /// <summary>Whether a date in this state is observed and vegetated.</summary>
    public bool IsVegetated(int state) => state < Cell.NoData && state > ThresholdIndex;

    public ChangeClass Class(int cell)
    {
        return !Cell.IsObserved(cell) ? ChangeClass.NotSeen : Transition(cell) switch
        {
            Masks.Transition.Up => ChangeClass.Gained,
            Masks.Transition.Down => ChangeClass.Lost,
            Masks.Transition.BothAtOrAbove or Masks.Transition.DownSmall => ChangeClass.Kept,
            _ => ChangeClass.Other,
        };
    }

    /// <summary>The transition of an observed cell.</summary>
    public Transition Transition(int cell)
    {
        bool before = IsVegetated(Cell.Before(cell)), after = IsVegetated(Cell.After(cell));
        return (before, after) switch
        {
            (true, true) => Masks.Transition.BothAtOrAbove,
            (false, false) => Masks.Transition.BothBelow,
            (false, true) => Cell.Step(cell) > ChangeIndex ? Masks.Transition.Up : Masks.Transition.UpSmall,
            (true, false) => -Cell.Step(cell) > ChangeIndex ? Masks.Transition.Down : Masks.Transition.DownSmall,
        };
    }

    // A vegetated level has the upper of its state's two bits set; steps 0 and 1 are losses of D and more, 5 and 6 gains.
    private static Vector256<byte> Classes(Vector256<byte> cells)
    {
        Vector256<sbyte> step = (cells & Vector256.Create((byte)7)).AsSByte() - Vector256.Create((sbyte)Cell.ChangeCount);
        Vector256<sbyte> change = Vector256.Create((sbyte)(Cell.RuleStep - 1));
        Vector256<byte> rises = Vector256.GreaterThan(step, change).AsByte(), falls = Vector256.GreaterThan(-step, change).AsByte();
        Vector256<byte> before = Vector256.Create(Cell.Observed(Cell.VegetatedLevel, 0, -Cell.ChangeCount)), after = Vector256.Create(Cell.Observed(0, Cell.VegetatedLevel, -Cell.ChangeCount));
        Vector256<byte> isBefore = Vector256.Equals(cells & before, before), isAfter = Vector256.Equals(cells & after, after);
        Vector256<byte> lostOrKept = Vector256.ConditionalSelect(Vector256.AndNot(falls, isAfter), Vector256.Create((byte)ChangeClass.Lost), Vector256.Create((byte)ChangeClass.Kept));
        Vector256<byte> gainedOrOther = Vector256.ConditionalSelect(rises & isAfter, Vector256.Create((byte)ChangeClass.Gained), Vector256.Create((byte)ChangeClass.Other));
        Vector256<byte> seen = Vector256.GreaterThan(cells.AsSByte(), Vector256.Create((sbyte)-1)).AsByte();
        return Vector256.ConditionalSelect(isBefore, lostOrKept, gainedOrOther) & seen;
    }
}
