using RasterEngine.Areas;
using RasterEngine.Fields;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>A map of classes becomes a file of fields: components found, outlined, measured, written aside, read back and renamed in.</summary>
public static class FieldExport
{
    private const int PixelsAtOnce = 4 << 20;

    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Looked at between bands of rows.</param>
    /// <exception cref="ScanException">The map, the scan or the request is at fault; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing was left behind.</exception>
    public static FieldsDocument Run(FieldRequest request, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        string full = Path.GetFullPath(request.Out);
        FieldFile.Check(request.Out, full);
        ClassMap map = ClassMap.Read(request.Map, request.Band);
        byte[] classes = map.Classes(request.Classes);
        SeasonScan? seasonScan = request.Scan is null ? null : SeasonDocument.Read(request.Scan);
        ScanPlan? plan = request.Scan is null || seasonScan is not null ? null : Plan(request, map);
        SeasonPlan? season = seasonScan is null ? null : Plan(request, map, seasonScan);

        var areas = new PixelAreas(map.Grid);
        var totals = new Dictionary<byte, Extent>();
        FieldSet fields = Find(map, request.Unit, classes, areas, totals, progress, cancellation);
        progress(new ScanProgress("drawing outlines", 1, 1));
        IReadOnlyList<IReadOnlyList<FieldPolygon>> outlines = FieldOutlines.Of(fields, map.Grid.Height, request.Simplify);
        var facts = new FieldFacts(
            plan is null ? null : FieldIndex.Of(plan, plan.Before, fields, cancellation),
            plan is null ? null : FieldIndex.Of(plan, plan.After, fields, cancellation),
            season is null ? null : FieldIndex.OfPeaks(season, fields, cancellation),
            map.Season is { } layers ? FieldSeason.Of(map, layers.Path, layers.FirstYear, fields) : null);
        progress(new ScanProgress("writing", 1, 1));
        try
        {
            FieldFile.Write(full, map, fields, outlines, areas, facts, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GdalException)
        {
            throw new IOException($"{request.Out}: could not be written ({e.Message.TrimEnd('.')}); nothing was left behind.", e);
        }

        return Document(request, map, fields, areas, totals, classes);
    }

    private static FieldSet Find(ClassMap map, MinimumMappingUnit unit, byte[] classes, PixelAreas areas, Dictionary<byte, Extent> totals, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        int width = map.Grid.Width, height = Math.Clamp(PixelsAtOnce / width, 1, map.Grid.Height);
        var finder = new FieldFinder(width, classes, unit.Connectivity);
        byte[] pixels = new byte[(long)width * height];
        long[] rowAreas = new long[width], counts = new long[256], steps = new long[256];
        using Dataset dataset = SceneFile.Open(map.Band.Path, map.Band.FullPath);
        for (int top = 0; top < map.Grid.Height; top += height)
        {
            cancellation.ThrowIfCancellationRequested();
            var band = new Window(0, top, width, Math.Min(height, map.Grid.Height - top));
            SceneFile.Read(dataset, map.Band, "classes", band, pixels.AsSpan(0, (int)band.PixelCount));
            for (int row = 0; row < band.Height; row++)
            {
                ReadOnlySpan<byte> line = pixels.AsSpan(row * width, width);
                areas.Row(top + row, 0, rowAreas);
                finder.AddRow(line, rowAreas);
                for (int i = 0; i < line.Length; i++)
                {
                    counts[line[i]]++;
                    steps[line[i]] += rowAreas[i];
                }
            }

            progress(new ScanProgress("finding fields", (long)band.EndRow * width, map.Grid.Bounds.PixelCount));
        }

        foreach (byte value in classes)
        {
            totals[value] = new Extent(counts[value], areas.Sum(steps[value]));
        }

        return finder.Complete(unit.SmallestArea(areas.StepsPerSquareCentimetre));
    }

    // The scan must be the one that the report answers, down to the bytes of its inputs: the index of another would be a false statement.
    private static ScanPlan Plan(FieldRequest request, ClassMap map)
    {
        if (map.ScanId is not { } expected)
        {
            throw new ScanException("bad-argument", $"--scan is given, but {request.Map} is no report, so it cannot be told whether the scan belongs to it; expected the report.json of a result.");
        }

        ScanPlan plan = ScanPlan.Make(ScanDocument.Read(request.Scan!));
        CheckSame(request, expected, ScanId.Of(plan.Scan, plan.RegisterInputs()), plan.Grid, map.Grid);
        return plan;
    }

    private static SeasonPlan Plan(FieldRequest request, ClassMap map, SeasonScan scan)
    {
        string expected = map.ScanId ?? throw new ScanException("bad-argument", $"--scan is given, but {request.Map} is no report, so it cannot be told whether the scan belongs to it; expected the report.json of a result.");
        SeasonPlan plan = SeasonPlan.Make(scan);
        CheckSame(request, expected, ScanId.Of(scan.CanonicalDocument, plan.RegisterInputs()), plan.Grid, map.Grid);
        return plan;
    }

    private static void CheckSame(FieldRequest request, string expected, string found, Grid own, Grid grid)
    {
        if (found != expected || own.Width != grid.Width || own.Height != grid.Height)
        {
            throw new ScanException(
                "another-scan", $"{request.Scan}: is the scan {found[..12]}…, but {request.Map} answers {expected[..Math.Min(12, expected.Length)]}…; expected the same question about the same files.");
        }
    }

    private static FieldsDocument Document(FieldRequest request, ClassMap map, FieldSet fields, PixelAreas areas, Dictionary<byte, Extent> totals, byte[] classes)
    {
        return new FieldsDocument(
            request.Out, request.Map, map.ScanId, "mapped", request.Unit.Hectares, (int)request.Unit.Connectivity, request.Simplify, fields.Fields.Count, fields.Tally.RemovedPatches, [.. classes.Select(Entry)]);

        FieldClassEntry Entry(byte value)
        {
            Field[] own = [.. fields.Fields.Where(f => f.Class == value)];
            var inFields = new Extent(own.Sum(f => f.Pixels), areas.Sum(own.Sum(f => f.AreaSteps)));
            Extent leftOut = totals[value] - inFields;
            return new FieldClassEntry(value, map.Names.GetValueOrDefault(value), own.Length, new ExtentEntry(inFields.Pixels, inFields.Hectares), new ExtentEntry(leftOut.Pixels, leftOut.Hectares));
        }
    }
}
