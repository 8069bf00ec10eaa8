using System.Text;
using RasterEngine.Estimates;
using RasterEngine.Samples;

namespace RasterEngine.Tests.Samples;

/// <summary>One design drawn with many seeds and labelled from a reference whose every pixel is known: the way to see what intervals are worth.</summary>
internal sealed class RepeatedSample
{
    private readonly SampleFrame frame;
    private readonly Func<int, int, int> reference;
    private readonly DesignReport report;
    private readonly DrawnUnit[] population;

    /// <param name="folder">Where the first sample is published.</param>
    /// <param name="map">What from.</param>
    /// <param name="design">DESIGN.json.</param>
    /// <param name="reference">Index of the reference class at column and row.</param>
    public RepeatedSample(TemporaryFolder folder, ClassRaster map, string design, Func<int, int, int> reference)
    {
        SampleDesign parsed = SampleDesignDocument.Parse("design.json", Encoding.UTF8.GetBytes(design), folder.Path);
        this.reference = reference;
        report = SamplePublication.Run("design.json", parsed, map, folder["sample"], 2, (_, _) => { }, CancellationToken.None);
        frame = SampleFrame.Of("design.json", parsed, map);
        FrameTally tally = FrameTally.Count(frame, 1, _ => { }, CancellationToken.None);
        Plan = SamplePlan.Make("design.json", parsed, frame, tally);

        // A sample of all units is the population; it is read once.
        population = [.. UnitDraw.From(frame, 0, [.. tally.Units.Select(n => (int)n)], 1, _ => { }, CancellationToken.None)];
    }

    public SamplePlan Plan { get; }

    /// <summary>The estimate of one seed, every unit labelled with what is there.</summary>
    public SampleEstimate Estimate(long seed)
    {
        (SampleFolder sample, LabelledSample labels) = Draw(seed);
        return SampleEstimate.Of(sample, labels, new EstimateOptions());
    }

    /// <summary>Of the target's area alone.</summary>
    public AreaEstimate Target(long seed)
    {
        (SampleFolder sample, LabelledSample labels) = Draw(seed);
        return SampleEstimate.TargetOf(sample, labels, new EstimateOptions());
    }

    private (SampleFolder Sample, LabelledSample Labels) Draw(long seed)
    {
        var draw = new UnitDraw(seed, Plan.Drawn);
        Array.ForEach(population, draw.Offer);
        IReadOnlyList<DrawnUnit> drawn = draw.Drawn(seed);
        int[] index = [.. Plan.Strata.Select(s => s.Index)];
        var sample = new SampleFolder(
            report with
            {
                UnitMapClasses = [.. drawn.Select(d => d.MapClass == MapLegend.Unobserved ? null : frame.Map.Legend.Classes[d.MapClass].Name)],
            },
            [.. drawn.Select(d => Array.IndexOf(index, d.Stratum))],
            [.. drawn.Select(d => ((int)(d.Unit % frame.Columns), (int)(d.Unit / frame.Columns)))],
            "sample");
        UnitLabel[] labels = [.. sample.UnitPlaces.Select((p, i) => new UnitLabel(i + 1, UnitGroup.Whole(reference(p.Column, p.Row), report.ReferenceClasses.Count), "", "", $"row {i}"))];
        return (sample, LabelledSample.Of(sample.Design, labels));
    }

    /// <summary>True hectares of the target: the reference summed over the frame.</summary>
    public double Truth(Func<int, int, bool> isInFrame)
    {
        long[] row = new long[frame.Map.Grid.Width];
        Int128 steps = 0;
        for (int r = 0; r < frame.Map.Grid.Height; r++)
        {
            frame.Areas.Row(r, 0, row);
            for (int c = 0; c < row.Length; c++)
            {
                steps += isInFrame(c, r) && reference(c, r) == frame.Classes.TargetIndex ? row[c] : 0;
            }
        }

        return (double)frame.Areas.SumOfShares(steps * RasterEngine.Areas.Area.ShareParts).Hectares;
    }
}
