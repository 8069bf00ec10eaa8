using System.Globalization;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>A design held against the frame it is to be drawn from: how many units of each stratum, and what interval that will give.</summary>
public sealed class SamplePlan
{
    // What is assumed of a stratum that the design says nothing about: a usual map of a rare target, not a good one.
    private const double AssumedInTarget = 0.8, AssumedInBuffer = 0.05, AssumedElsewhere = 0.01;

    // Fewer expected omissions than this leave the interval to chance (algorithms.md §14).
    private const double LeastOmissions = 5;

    private const double LargestUnseenShare = 0.2;

    private SamplePlan(SampleFrame frame, FrameTally tally, SampleDesign design, IReadOnlyList<SampleStratum> strata, double? wanted, IReadOnlyList<WarningEntry> notes)
    {
        (Frame, Tally, Design, Strata, WantedStandardError) = (frame, tally, design, strata, wanted);
        Hectares = strata.Sum(s => s.Hectares);
        Expectation = AreaExpectation.Of(strata, Hectares);
        Warnings = [.. notes, .. Judge()];
    }

    public SampleFrame Frame { get; }

    public FrameTally Tally { get; }

    public SampleDesign Design { get; }

    /// <summary>Those with units, with what is drawn of each.</summary>
    public IReadOnlyList<SampleStratum> Strata { get; }

    /// <summary>Ground of the frame.</summary>
    public double Hectares { get; }

    /// <summary>Units drawn in all.</summary>
    public int Size => Strata.Sum(s => s.Drawn);

    /// <summary>Of the target's area in hectares, when the design asks for one; else null.</summary>
    public double? WantedStandardError { get; }

    /// <summary>What an estimate will say of the target when the counts come out as expected.</summary>
    public AreaExpectation Expectation { get; }

    /// <summary>Omissions of the target, units where the map says otherwise, to be expected in the sample.</summary>
    public double ExpectedOmissions => Strata.Where(s => !s.IsTarget).Sum(s => s.Drawn * s.Expected);

    public IReadOnlyList<WarningEntry> Warnings { get; }

    /// <summary>Units of each of the frame's strata.</summary>
    public int[] Drawn => [.. Enumerable.Range(0, Frame.StrataNames.Count).Select(i => Strata.FirstOrDefault(s => s.Index == i)?.Drawn ?? 0)];

    /// <exception cref="ScanException">The sizes asked for cannot be had.</exception>
    public static SamplePlan Make(string designFile, SampleDesign design, SampleFrame frame, FrameTally tally)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(tally);
        List<SampleStratum> strata = FindStrata(design, frame, tally);
        double hectares = strata.Sum(s => s.Hectares), expected = strata.Sum(s => s.Share * s.Expected) * hectares;
        double? wanted = design.Size.StandardErrorHectares ?? (design.Size.MarginPercent is { } margin ? margin / 100 * expected / ShareLimits.Quantile(SampleDesign.Level) : null);
        if (wanted is 0)
        {
            throw new ScanException("bad-field", $"{designFile}: “size” asks for a margin, but none of the target is expected anywhere; expected a share above 0 in “expected”, or a number of units.");
        }

        var notes = new List<WarningEntry>();
        int[] drawn = design.ByHand is { } hand ? ByHand(designFile, hand, strata) : ShareOut(designFile, design, strata, wanted / hectares, notes);
        return new SamplePlan(frame, tally, design, [.. strata.Select((s, i) => s with { Drawn = drawn[i] })], wanted, notes);
    }

    private static List<SampleStratum> FindStrata(SampleDesign design, SampleFrame frame, FrameTally tally)
    {
        int[] some = [.. Enumerable.Range(0, frame.StrataNames.Count).Where(i => tally.Units[i] > 0)];
        double[] hectares = [.. some.Select(i => (double)tally.Area(i).Hectares)];
        double whole = hectares.Sum(), seen = 0, target = 0;
        var strata = new List<SampleStratum>();
        for (int k = 0; k < some.Length; k++)
        {
            int i = some[k];
            bool isTarget = i < frame.BufferStratum && frame.Classes.Claim(i) == frame.Classes.TargetIndex;

            // Nothing is known of what was not seen: it is taken to be like the rest, which comes before it.
            double assumed = i == frame.UnobservedStratum ? (seen > 0 ? target / seen : AssumedInBuffer)
                : isTarget ? AssumedInTarget : i == frame.BufferStratum ? AssumedInBuffer : AssumedElsewhere;
            double p = design.Expected.GetValueOrDefault(frame.StrataNames[i], assumed);
            (seen, target) = (seen + hectares[k], target + (hectares[k] * p));
            strata.Add(new SampleStratum(i, frame.StrataNames[i], tally.Units[i], hectares[k], hectares[k] / whole, p, isTarget));
        }

        return strata;
    }

    private static int[] ByHand(string designFile, IReadOnlyDictionary<string, int> hand, List<SampleStratum> strata)
    {
        string names = string.Join(", ", strata.Select(s => s.Name));
        return hand.Keys.FirstOrDefault(k => strata.All(s => s.Name != k)) is { } stranger
            ? throw new ScanException("class-unknown", $"{designFile}: “allocation” names “{stranger}”, which is not a stratum of the frame; expected units for {names}.")
            : [.. strata.Select(s => !hand.TryGetValue(s.Name, out int n)
                ? throw new ScanException("bad-field", $"{designFile}: “allocation” gives no units to the stratum “{s.Name}”, so nothing could be said of it; expected units for {names}.")
                : (int)Math.Min(n, s.Units))];
    }

    private static int[] ShareOut(string designFile, SampleDesign design, List<SampleStratum> strata, double? standardError, List<WarningEntry> notes)
    {
        double[] parts = StrataPlan.Parts(strata, design.Allocation);
        long[] populations = [.. strata.Select(s => s.Units)];
        int[] floors = Floors(design.Floor);
        if (standardError is { } wanted)
        {
            int[] drawn;
            int needed = (int)Math.Ceiling(Math.Min(int.MaxValue / 2, StrataPlan.Needed(strata, parts, wanted) - 1e-9));
            do
            {
                // Floors come on top: they make the interval narrower than asked for, never wider.
                drawn = StrataPlan.Allocate(needed, parts, new int[strata.Count], populations);
                drawn = [.. drawn.Select((n, i) => Math.Max(n, floors[i]))];
                needed += Math.Max(1, needed / 100);
            }
            while (Variance(drawn) > wanted * wanted * (1 + 1e-9) && drawn.Sum() < populations.Sum());
            return drawn;
        }

        int units = (int)Math.Min(design.Size.Units!.Value, populations.Sum()), hard = Floors(0).Sum();
        if (hard > units)
        {
            throw new ScanException("bad-field", $"{designFile}: “size” is {units}, but each of {strata.Count} strata needs {SampleDesign.HardFloor} units, for one alone has no variance; expected {hard} or more.");
        }

        int floor = design.Floor;
        for (; floors.Sum() > units; floors = Floors(floor))
        {
            floor--;
        }

        if (floor < design.Floor)
        {
            notes.Add(new("floor-lowered", $"{units} units do not give each of {strata.Count} strata the floor of {design.Floor}: it was lowered to {floor}."));
        }

        return StrataPlan.Allocate(units, parts, floors, populations);

        int[] Floors(int least) => [.. strata.Select(s => (int)Math.Min(s.Units, Math.Max(SampleDesign.HardFloor, s.Expected > 0 ? least : 0)))];

        // Of the estimator itself (Cochran 1977, eq. 5.7), which the size was solved from.
        double Variance(int[] drawn) => strata.Select((s, i) => drawn[i] == 0 ? (s.Deviation > 0 ? double.PositiveInfinity : 0) : s.Share * s.Share * s.Deviation * s.Deviation * ((1.0 / drawn[i]) - (1.0 / s.Units))).Sum();
    }

    private IEnumerable<WarningEntry> Judge()
    {
        string target = Frame.Classes.Target.Name;
        SampleStratum? widest = Strata.Where(s => !s.IsTarget && s.Drawn > 0 && s.Drawn < s.Units).MaxBy(s => s.Hectares / s.Drawn);
        if (ExpectedOmissions < LeastOmissions && widest is not null)
        {
            yield return new("rare-omission", string.Create(CultureInfo.InvariantCulture, $"Only {ExpectedOmissions:0.0} units of {target} are expected where the map says otherwise, and each one found in “{widest.Name}” adds {widest.Hectares / widest.Drawn:#,##0.##} ha: the interval will depend on chance; expected {LeastOmissions} or more, so widen “bufferPixels” or draw more units there."));
        }

        if (WantedStandardError is { } wanted && Expectation.StandardErrorHectares > wanted * 1.01)
        {
            yield return new("target-missed", string.Create(CultureInfo.InvariantCulture, $"The standard error to expect is {Expectation.StandardErrorHectares:#,##0.##} ha, more than the {wanted:#,##0.##} ha asked for: this allocation misses the target."));
        }

        if (Strata.All(s => !s.IsTarget))
        {
            yield return new("target-not-mapped", $"No pixel of the frame is mapped as {target}: it can be estimated, but the strata do not help to find it.");
        }

        if (Strata.FirstOrDefault(s => s.Index == Frame.UnobservedStratum) is { } unseen && unseen.Share > LargestUnseenShare)
        {
            yield return new("frame-not-seen", string.Create(CultureInfo.InvariantCulture, $"{unseen.Share:0 %} of the frame is not seen by the map; it stays in the population as a stratum of its own, and interpreters must label it from other images."));
        }

        if ((Design.Definition ?? Frame.Map.Definition) is null)
        {
            yield return new("no-definition", $"Neither the design nor the map says in words what {target} means; without a “definition” an estimate cannot be published as one.");
        }
    }
}
