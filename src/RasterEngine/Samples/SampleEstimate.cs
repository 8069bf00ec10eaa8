using System.Globalization;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>What the labels of a drawn sample say: areas, accuracy of the map, each interpreter's own estimate.</summary>
public sealed class SampleEstimate
{
    // Below this, a map is wrong about the target more often than right.
    private const double PoorAccuracy = 0.5;

    private SampleEstimate(SampleFolder sample, LabelledSample labels, EstimateOptions options, UnitZones? zones, IReadOnlyList<(LabelledSample Plus, LabelledSample Minus)> moved)
    {
        (Sample, Labels, Options, this.moved) = (sample, labels, options, moved);

        // A disagreement is neither answer, and leaving the unit out would break its inclusion probability: nothing is estimated until it is settled.
        Result = labels.Open.Count == 0 ? Estimate(labels.Final, zones) : null;
        Accuracy = Result is null ? new MapAccuracy(null, [], []) : AccuracyWhereSeen();
        Interpreters = labels.Interpreters.Count < 2 ? [] : [.. labels.Interpreters.Select(By)];
        Warnings = [.. Result is null ? [] : Result.Warnings.Select(w => new WarningEntry(w.Code, w.Message)), .. Judge()];
    }

    // The same labels with a drone's fields moved by their geolocation error; empty without one.
    private readonly IReadOnlyList<(LabelledSample Plus, LabelledSample Minus)> moved;

    public SampleFolder Sample { get; }

    public LabelledSample Labels { get; }

    public EstimateOptions Options { get; }

    /// <summary>Null while disagreements are open.</summary>
    public PanelEstimate? Result { get; }

    /// <summary>Of the map, where it saw something.</summary>
    public MapAccuracy Accuracy { get; }

    /// <summary>What each interpreter's labels alone say; empty when there is one interpreter.</summary>
    public IReadOnlyList<InterpreterEstimate> Interpreters { get; }

    public IReadOnlyList<WarningEntry> Warnings { get; }

    /// <summary>The areas with what the map has of each class beside.</summary>
    public IReadOnlyList<AreaEstimate> Areas => areas ??= [.. Sample.Design.ReferenceClasses.Select((c, i) =>
        (Result is null ? new AreaEstimate(c.Name, null, null, null, null, Options.Method, null, 0) : WithGeolocation(Result.Areas[i], i)) with { MappedHectares = (double)c.MappedHectares })];

    private IReadOnlyList<AreaEstimate>? areas;

    /// <summary>The target's area.</summary>
    public AreaEstimate Target => Areas.First(a => a.Class == Sample.Design.Target);

    /// <summary>Units with an answer, a row a stratum, a column a reference class; null when some are shares, or nothing is settled.</summary>
    public ErrorMatrix? Matrix => Result is null ? null : ErrorMatrix.Of(Panel(Sample, Labels.Final, null, null));

    /// <param name="sample">What was drawn.</param>
    /// <param name="labels">What was said of it.</param>
    /// <param name="options">Level and interval.</param>
    /// <param name="zones">Zone of every unit; null for none.</param>
    /// <param name="moved">The same labels with a drone's fields moved by their geolocation error along each axis; null without one.</param>
    /// <exception cref="ScanException">A stratum has no labelled unit.</exception>
    public static SampleEstimate Of(SampleFolder sample, LabelledSample labels, EstimateOptions options, UnitZones? zones = null, IReadOnlyList<(LabelledSample Plus, LabelledSample Minus)>? moved = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        return new SampleEstimate(sample, labels, options, zones, moved ?? []);
    }

    /// <summary>The target's area alone, for those who draw a sample many times.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    internal static AreaEstimate TargetOf(SampleFolder sample, LabelledSample labels, EstimateOptions options)
    {
        DesignReport design = sample.Design;
        return PanelEstimator.Area(Panel(sample, labels.Final, null, null), design.ReferenceClasses.TakeWhile(c => c.Name != design.Target).Count(), options);
    }

    private PanelEstimate Estimate(Func<int, IReadOnlyList<double>?> answer, UnitZones? zones) => PanelEstimator.Estimate(Panel(Sample, answer, zones, null), Options);

    private AreaEstimate WithGeolocation(AreaEstimate area, int index) => moved.Count == 0 ? area : GeolocationError.Add(
        area, [.. moved.Select(m => (Hectares(m.Plus, index), Hectares(m.Minus, index)))], Options.Level);

    private double Hectares(LabelledSample labels, int index) => PanelEstimator.Area(Panel(Sample, labels.Final, null, null), index, Options).Hectares ?? double.NaN;

    // Producers' and overall accuracy need a map class for every unit; what the map has not seen has none.
    private MapAccuracy AccuracyWhereSeen()
    {
        int unseen = Sample.Design.Strata.Select(s => s.Name).ToList().IndexOf(MapLegend.UnobservedName);
        return unseen < 0 ? Result!.Accuracy : Sample.Design.Strata.Count == 1 ? new MapAccuracy(null, [], []) : AccuracyEstimator.Estimate(Panel(Sample, Labels.Final, null, unseen), Options);
    }

    private InterpreterEstimate By(string interpreter)
    {
        int answered = Enumerable.Range(1, Sample.Design.N).Count(u => Labels.By(interpreter, u) is not null);
        bool isEverywhere = Enumerable.Range(0, Sample.Design.Strata.Count).All(s => Enumerable.Range(1, Sample.Design.N).Any(u => Sample.UnitStrata[u - 1] == s && Labels.By(interpreter, u) is not null));
        return new InterpreterEstimate(interpreter, answered, isEverywhere ? Estimate(u => Labels.By(interpreter, u), null).Areas.First(a => a.Class == Sample.Design.Target) : null);
    }

    private static Panel Panel(SampleFolder sample, Func<int, IReadOnlyList<double>?> answer, UnitZones? zones, int? leftOut)
    {
        DesignReport design = sample.Design;
        Stratum[] strata = [.. design.Strata.Select(s => new Stratum(s.Name, (double)s.Hectares, s.Units)).Where((_, i) => i != leftOut)];
        string[] classes = [.. design.ReferenceClasses.Select(c => c.Name)];
        var groups = new List<UnitGroup>();
        for (int unit = 1; unit <= design.N; unit++)
        {
            int stratum = sample.UnitStrata[unit - 1];
            if (stratum != leftOut && answer(unit) is { } shares)
            {
                string? mapped = design.UnitMapClasses[unit - 1];
                int claim = mapped is null ? -1 : design.ReferenceClasses.TakeWhile(c => !c.MapTo.Contains(mapped)).Count();
                groups.Add(new UnitGroup(leftOut is { } gone && stratum > gone ? stratum - 1 : stratum, claim < 0 ? null : claim, shares, 1, design.UnitHectares?[unit - 1] ?? 1, zones?.Of(unit)));
            }
        }

        return new Panel(strata, classes, groups, zones?.Names);
    }

    private IEnumerable<WarningEntry> Judge()
    {
        int n = Sample.Design.N;
        if (Labels.Open.Count > 0)
        {
            yield return new("labels-disagree", $"{Labels.Open.Count} units were labelled differently and nobody has adjudicated them ({First(Labels.Open)}), so nothing is estimated; add a row for each with interpreter “{LabelledSample.Adjudicator}”.");
        }

        if (Labels.NonResponse.Count > 0)
        {
            yield return new("non-response", $"{Labels.NonResponse.Count} of {n} units have no label ({First(Labels.NonResponse)}): they are taken to be like the others of their stratum.");
        }

        if (moved.Count > 0)
        {
            yield return new("drone-geolocation", "Shares come from fields digitised on an orthomosaic; the standard errors and intervals of the areas include its geolocation error, those of zones and accuracies do not.");
        }

        if (Labels.Interpreters.Count < 2)
        {
            yield return new("one-interpreter", "One interpreter labelled all units, so how far another would agree is not known; expected a second for at least a part of them.");
        }

        if (Accuracy.Users.FirstOrDefault(u => u.Class == Sample.Design.Target)?.Value is { } users
            && Accuracy.Producers.FirstOrDefault(p => p.Class == Sample.Design.Target)?.Value is { } producers && Math.Min(users, producers) < PoorAccuracy)
        {
            yield return new("poor-map", string.Create(CultureInfo.InvariantCulture, $"The map is poor: of what it shows as {Sample.Design.Target}, {users:0 %} is, and it shows {producers:0 %} of what is. The estimate stands, for it rests on the sample; the mapped hectares are not to be quoted."));
        }

        static string First(IReadOnlyList<int> units) => $"unit{(units.Count == 1 ? "" : "s")} {string.Join(", ", units.Take(5))}{(units.Count > 5 ? ", …" : "")}";
    }
}
