namespace RasterEngine.Samples;

/// <summary>Labels held against the sample they are for: one answer a unit, or the reason why there is none.</summary>
public sealed class LabelledSample
{
    /// <summary>Who has the last word on a unit that interpreters disagree about.</summary>
    public const string Adjudicator = "adjudicated";

    private readonly IReadOnlyList<UnitLabel>[] labels;

    private LabelledSample(DesignReport design, IReadOnlyList<UnitLabel>[] labels)
    {
        Design = design;
        this.labels = labels;
        Interpreters = [.. labels.SelectMany(l => l).Where(l => !IsAdjudicator(l)).Select(l => l.Interpreter).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Disagreements = [.. Enumerable.Range(1, design.N).Where(Disagree)];
        Open = [.. Disagreements.Where(u => !labels[u - 1].Any(IsAdjudicator))];
        NonResponse = [.. Enumerable.Range(1, design.N).Where(u => Final(u) is null && !Open.Contains(u))];
    }

    public DesignReport Design { get; }

    /// <summary>Those who labelled, the adjudicator not counted; one with an empty name when the table does not tell.</summary>
    public IReadOnlyList<string> Interpreters { get; }

    /// <summary>Units that were labelled differently.</summary>
    public IReadOnlyList<int> Disagreements { get; }

    /// <summary>Those of them that nobody has adjudicated.</summary>
    public IReadOnlyList<int> Open { get; }

    /// <summary>Units without an answer.</summary>
    public IReadOnlyList<int> NonResponse { get; }

    /// <summary>Units that two or more interpreters answered.</summary>
    public int ComparedUnits => Enumerable.Range(1, Design.N).Count(u => Answers(u).Select(l => l.Interpreter).Distinct(StringComparer.Ordinal).Skip(1).Any());

    /// <summary>Of them, the share that were labelled alike before anybody adjudicated; null when there are none.</summary>
    public double? Agreement => ComparedUnits is > 0 and int n ? 1 - ((double)Disagreements.Count(u => Answers(u).Select(l => l.Interpreter).Distinct(StringComparer.Ordinal).Skip(1).Any()) / n) : null;

    /// <summary>All that was said of a unit.</summary>
    public IReadOnlyList<UnitLabel> Of(int unit) => labels[unit - 1];

    /// <exception cref="ScanException">A unit that was not drawn, or one that is labelled twice by one interpreter for one date.</exception>
    public static LabelledSample Of(DesignReport design, IReadOnlyList<UnitLabel> all)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(all);
        var seen = new Dictionary<(int, string, string), UnitLabel>();
        var byUnit = Enumerable.Range(0, design.N).Select(_ => new List<UnitLabel>()).ToArray();
        foreach (UnitLabel label in all)
        {
            if (label.Unit < 1 || label.Unit > design.N)
            {
                throw new ScanException("unit-not-drawn", $"{label.Place}: labels unit {label.Unit}, which was not drawn; expected units 1 to {design.N} of sample {design.SampleId[..12]}…: take the row out, or give the sample that it belongs to.");
            }

            if (!seen.TryAdd((label.Unit, label.Interpreter, label.Date), label))
            {
                throw new ScanException("unit-twice", $"{label.Place}: labels unit {label.Unit}{(label.Interpreter.Length > 0 ? $" by {label.Interpreter}" : "")} a second time, after {seen[(label.Unit, label.Interpreter, label.Date)].Place}; expected one row a unit, interpreter and date: take one out, or add a column “interpreter”.");
            }

            byUnit[label.Unit - 1].Add(label);
        }

        return new LabelledSample(design, [.. byUnit]);
    }

    /// <summary>The answer that counts: the adjudicator's, or the one that all interpreters gave; null when there is none.</summary>
    public IReadOnlyList<double>? Final(int unit) =>
        Of(unit).LastOrDefault(IsAdjudicator) is { } last ? last.Shares : Disagree(unit) ? null : Answers(unit).FirstOrDefault()?.Shares;

    /// <summary>What one interpreter answered; null when nothing, or different things for different dates.</summary>
    public IReadOnlyList<double>? By(string interpreter, int unit)
    {
        UnitLabel[] own = [.. Answers(unit).Where(l => l.Interpreter == interpreter)];
        return own.Length > 0 && own.All(l => LabelTable.SameShares(l.Shares, own[0].Shares)) ? own[0].Shares : null;
    }

    private IEnumerable<UnitLabel> Answers(int unit) => Of(unit).Where(l => l.Shares is not null && !IsAdjudicator(l));

    private bool Disagree(int unit) => Answers(unit).Any(l => !LabelTable.SameShares(l.Shares, Answers(unit).First().Shares));

    private static bool IsAdjudicator(UnitLabel label) => label.Interpreter.Equals(Adjudicator, StringComparison.OrdinalIgnoreCase) || label.Interpreter.Equals("adjudicator", StringComparison.OrdinalIgnoreCase);
}
