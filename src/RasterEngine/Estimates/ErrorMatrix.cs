namespace RasterEngine.Estimates;

/// <summary>Counts of labelled units: a row a stratum, a column a reference class.</summary>
public sealed record ErrorMatrix(IReadOnlyList<Stratum> Strata, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>
    /// The same as a panel. A stratum named like a class is the part of the map with that class; other strata leave the map class open,
    /// unless the stratum's class is given.
    /// </summary>
    public Panel ToPanel()
    {
        string[] classes = [.. Classes];
        var groups = new List<UnitGroup>();
        for (int row = 0; row < Strata.Count; row++)
        {
            int named = Array.IndexOf(classes, Strata[row].Name);
            for (int column = 0; column < classes.Length; column++)
            {
                if (Counts[row][column] > 0)
                {
                    groups.Add(new UnitGroup(row, named < 0 ? null : named, UnitGroup.Whole(column, classes.Length), Counts[row][column]));
                }
            }
        }

        return new Panel(Strata, Classes, groups);
    }

    /// <summary>The counts of a panel whose units each belong to one class, a row a stratum; null where some unit is a share.</summary>
    public static ErrorMatrix? Of(Panel panel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        long[][] counts = [.. panel.Strata.Select(_ => new long[panel.Classes.Count])];
        foreach (UnitGroup group in panel.Groups)
        {
            int column = group.Reference.ToList().IndexOf(1);
            if (column < 0)
            {
                return null;
            }

            counts[group.Stratum][column] += group.Units;
        }

        return new ErrorMatrix(panel.Strata, panel.Classes, counts);
    }
}
