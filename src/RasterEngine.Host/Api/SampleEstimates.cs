using System.Collections.Concurrent;
using RasterEngine.Estimates;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>What the labels of samples add up to: the command line's <c>estimate --labels</c>. No raster is read for it, and nothing is worked out again until a label changes.</summary>
internal sealed class SampleEstimates(SampleTable samples, SampleDrawing drawing, ServiceFolders folders)
{
    private readonly ConcurrentDictionary<Guid, (LabelCount Labels, EstimateReport? Report)> known = new();

    /// <exception cref="ScanException">The labels allow no estimate yet.</exception>
    public async Task<EstimateReport> Of(Guid sample, CancellationToken cancellation)
    {
        string labels = Path.Combine(folders.Work, $"labels-{Guid.NewGuid():D}.csv");
        try
        {
            await File.WriteAllTextAsync(labels, SampleAnswers.Csv(await samples.Labels(sample, cancellation)), cancellation);
            return await Task.Run(() => Of(SampleFolder.Open(Path.Combine(drawing.Folder(sample), "sample")), labels), cancellation);
        }
        catch (ScanException e)
        {
            throw new ScanException(e.Code, e.Message.Replace(labels, "labels.csv", StringComparison.Ordinal), e);
        }
        finally
        {
            File.Delete(labels);
        }
    }

    /// <summary>Of every labelled sample of a tenant that has a definition and nothing left to settle: those that may be quoted.</summary>
    public async Task<IReadOnlyList<(LabelCount Sample, EstimateReport Report)>> Quotable(string tenant, CancellationToken cancellation)
    {
        var found = new List<(LabelCount, EstimateReport)>();
        foreach (LabelCount labels in await samples.Counts(tenant, cancellation))
        {
            if (!known.TryGetValue(labels.Id, out (LabelCount Labels, EstimateReport? Report) last) || last.Labels != labels)
            {
                known[labels.Id] = last = (labels, await Try(labels.Id, cancellation));
            }

            if (last.Report is { } report)
            {
                found.Add((labels, report));
            }
        }

        return found;
    }

    private async Task<EstimateReport?> Try(Guid sample, CancellationToken cancellation)
    {
        try
        {
            return await Of(sample, cancellation) is { Evidence: EstimateReport.EstimatedEvidence } report ? report : null;
        }
        catch (ScanException)
        {
            return null;
        }
    }

    private static EstimateReport Of(SampleFolder sample, string labels)
    {
        LabelledSample labelled = LabelledSample.Of(sample.Design, LabelTable.Read(labels, new LabelWords(sample.Design)));
        return EstimatePublication.Run(SampleEstimate.Of(sample, labelled, new EstimateOptions()), [new NamedFile("labels.csv", labels)], null, null);
    }
}
