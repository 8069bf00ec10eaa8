using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>Reads a cell under one choice of the three thresholds and three changes it was computed for.</summary>
/// <param name="ThresholdIndex">0..2: T − 0.05, T, T + 0.05.</param>
/// <param name="ChangeIndex">0..2: D − 0.05, D, D + 0.05.</param>
public readonly record struct CellMeaning(int ThresholdIndex, int ChangeIndex)
{
    /// <summary>The rule's own T and D.</summary>
    public static CellMeaning OfRule => new(1, 1);

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
}
