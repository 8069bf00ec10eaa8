namespace RasterEngine.Estimates;

/// <summary>Labels that several interpreters gave to the same units.</summary>
/// <param name="Interpreters">Their names.</param>
/// <param name="Labels">A row a unit, a class an interpreter; null where one did not answer.</param>
public sealed record InterpreterLabels(IReadOnlyList<string> Interpreters, IReadOnlyList<IReadOnlyList<string?>> Labels)
{
    /// <summary>Units that every interpreter labelled.</summary>
    public long Compared => Labels.LongCount(IsComplete);

    /// <summary>Of these, units that all gave the same class.</summary>
    public long Agreed => Labels.LongCount(row => IsComplete(row) && row.Distinct().Count() == 1);

    /// <summary>Agreed ÷ compared; null where nothing can be compared.</summary>
    public double? Agreement => Compared > 0 ? (double)Agreed / Compared : null;

    /// <summary>Rows to adjudicate: answered by two or more, and not alike.</summary>
    public IReadOnlyList<int> Disagreements => [.. Labels.Select((row, i) => (row, i)).Where(r => r.row.Where(c => c is not null).Distinct().Count() > 1).Select(r => r.i)];

    /// <summary>Agreement beyond what equal shares of classes would give by chance (Cohen 1960), for two interpreters; null otherwise or where it is not defined.</summary>
    public double? Kappa
    {
        get
        {
            if (Interpreters.Count != 2 || Agreement is not { } agreement)
            {
                return null;
            }

            IReadOnlyList<string?>[] rows = [.. Labels.Where(IsComplete)];
            double chance = rows.SelectMany(r => r).Distinct().Sum(c => rows.Average(r => r[0] == c ? 1 : 0) * rows.Average(r => r[1] == c ? 1 : 0));
            return chance < 1 ? (agreement - chance) / (1 - chance) : null;
        }
    }

    private static bool IsComplete(IReadOnlyList<string?> row) => row.All(c => c is not null);
}
