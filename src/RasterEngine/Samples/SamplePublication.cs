using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>A design becomes a sample folder: frame counted, sizes set, units drawn, files published whole.</summary>
public static class SamplePublication
{
    // A change of the folder's files that readers would notice.
    private const string Format = "sample 1";

    private const double AlikeUnits = 1.01;

    /// <param name="designFile">The design, as messages call it.</param>
    /// <param name="design">How to draw.</param>
    /// <param name="map">What from.</param>
    /// <param name="directory">The folder for the sample, as the caller wrote it.</param>
    /// <param name="workers">Threads, 1 or more; the sample is the same for any number.</param>
    /// <param name="progress">Told what is done and how far it is, 0 to 1.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <exception cref="ScanException">The design, the map or the folder is at fault; nothing was written.</exception>
    public static DesignReport Run(string designFile, SampleDesign design, ClassRaster map, string directory, int workers, Action<string, double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(progress);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        SampleFrame frame = SampleFrame.Of(designFile, design, map);
        string? restriction = design.Frame is { } f ? Report.Sha256(f.Band.FullPath) : null;
        string id = Id(design, map, restriction);
        ReportShelf.Check(full, directory, id, ShelfKind.Sample);
        try
        {
            FrameTally tally = FrameTally.Count(frame, workers, share => progress("counting the frame", share), cancellation);
            SamplePlan plan = SamplePlan.Make(designFile, design, frame, tally);
            SampleUnits sample = SampleUnits.Of(frame, UnitDraw.From(frame, design.Seed, plan.Drawn, workers, share => progress("drawing", share), cancellation));
            using ReportShelf shelf = ReportShelf.Open(full);
            SampleWriter.Write(plan, sample, shelf.Staging);
            DesignReport report = Describe(plan, sample, id, restriction, shelf.Staging);
            JsonFile.Write(Path.Combine(shelf.Staging, DesignReport.FileName), report, SampleJson.Default.DesignReport);

            cancellation.ThrowIfCancellationRequested();
            shelf.Publish();
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GdalException)
        {
            throw new IOException($"{directory}: the sample could not be written ({e.Message.TrimEnd('.')}); nothing was left behind.", e);
        }
    }

    private static string Id(SampleDesign design, ClassRaster map, string? restriction)
    {
        string legend = string.Join('\n', map.Legend.Classes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Name}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{design.Canonical}\n{map.Sha256}\n{map.Source.Number}\n{legend}\n{restriction}")));
    }

    private static DesignReport Describe(SamplePlan plan, SampleUnits sample, string id, string? restriction, string folder)
    {
        (SampleFrame frame, SampleDesign design, ClassRaster map) = (plan.Frame, plan.Design, plan.Frame.Map);
        bool areAlike = plan.Tally.UnitSteps.Largest <= plan.Tally.UnitSteps.Smallest * AlikeUnits;
        using var canonical = JsonDocument.Parse(design.Canonical);
        return new DesignReport
        {
            SampleId = id,
            Name = design.Name ?? map.Name,
            Engine = new(Report.EngineName, Report.EngineVersion),
            Map = new(map.Source.Path, map.Source.Number, map.Sha256, map.ScanId, map.Name, map.Legend.Classes),
            Grid = GridEntry.Of(map.Grid),
            Unit = new(frame.Side == 1 ? "pixel" : "cell", frame.Side),
            Target = frame.Classes.Target.Name,
            Definition = design.Definition ?? map.Definition,
            Date = design.Date ?? map.Date,
            ReferenceClasses = [.. frame.Classes.References.Select(r => Mapped(r, plan))],
            Frame = new(plan.Strata.Sum(s => s.Units), plan.Strata.Sum(s => plan.Tally.Area(s.Index).Hectares), design.Frame?.Band.Path, design.Frame?.Keep, restriction, frame.BufferPixels),
            Strata = [.. plan.Strata.Select(s => new SampledStratumEntry(
                s.Name, s.Index < frame.BufferStratum ? frame.Classes.References[frame.Classes.Claim(s.Index)].Name : null, s.Units, plan.Tally.Area(s.Index).Hectares, s.Share, s.Expected, s.Drawn, s.InclusionProbability))],
            N = plan.Size,
            Seed = design.Seed,
            Allocation = design.ByHand is not null ? "by hand" : design.Allocation.ToString().ToLowerInvariant(),
            WantedStandardErrorHectares = plan.WantedStandardError,
            Expected = new(plan.Expectation.Hectares, Finite(plan.Expectation.StandardErrorHectares), [plan.Expectation.Interval.Low, plan.Expectation.Interval.High], SampleDesign.Level, plan.ExpectedOmissions),
            Method = SampleWords.Method(plan),
            Warnings = plan.Warnings,
            Design = canonical.RootElement.Clone(),
            UnitMapClasses = [.. sample.Units.Select(u => u.Drawn.MapClass == MapLegend.Unobserved ? null : map.Legend.Classes[u.Drawn.MapClass].Name)],
            UnitHectares = areAlike ? null : [.. sample.Units.Select(u => (double)frame.Areas.Sum(u.Drawn.AreaSteps).Hectares)],
            Outputs = new(Output(SampleWriter.SampleName), Output(SampleWriter.OutlinesName), Output(SampleWriter.CollectEarthOnlineName), Output(SampleWriter.AcatamaName)),
        };

        FileEntry Output(string name) => new(name, Report.Sha256(Path.Combine(folder, name)));

        static double? Finite(double value) => double.IsFinite(value) ? value : null;
    }

    private static SampledClassEntry Mapped(ReferenceClass reference, SamplePlan plan)
    {
        Areas.Extent extent = reference.MapTo.Select(name => plan.Tally.Mapped[plan.Frame.Map.Legend.Find(name)]).Aggregate(default(Areas.Extent), (a, b) => a + b);
        return new SampledClassEntry(reference.Name, reference.MapTo, extent.Pixels, extent.Hectares);
    }
}
