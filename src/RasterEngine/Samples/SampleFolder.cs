using System.Globalization;
using System.Text;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>A sample that was drawn, read back: its design report, and the stratum of every unit.</summary>
/// <param name="Design">design-report.json.</param>
/// <param name="UnitStrata">Index into the design's strata, a unit each, in the order of their numbers.</param>
/// <param name="UnitPlaces">Column and row in the frame, in units.</param>
/// <param name="Directory">Where it lies.</param>
public sealed record SampleFolder(DesignReport Design, IReadOnlyList<int> UnitStrata, IReadOnlyList<(int Column, int Row)> UnitPlaces, string Directory)
{
    /// <param name="directory">As written.</param>
    /// <exception cref="ScanException">Not a sample, or its files are not those that were drawn.</exception>
    public static SampleFolder Open(string directory)
    {
        string file = Path.Combine(directory, DesignReport.FileName), table = Path.Combine(directory, SampleWriter.SampleName);
        byte[] json = DocumentFile.Read(file, $"a sample's folder, which holds {DesignReport.FileName}");
        DesignReport design;
        try
        {
            design = JsonSerializer.Deserialize(json, SampleJson.Default.DesignReport) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new ScanException("bad-document", $"{file}: is not a design report ({e.Message.Split(" Path:", 2)[0].TrimEnd('.')}).", e);
        }

        byte[] text = DocumentFile.Read(table, "the sample's units");
        if (Report.Sha256(Path.GetFullPath(table)) != design.Outputs.Sample.Sha256)
        {
            throw new ScanException("sample-changed", $"{table}: is not the table that was drawn (its SHA-256 is not the one in {DesignReport.FileName}), so inclusion probabilities are not known; expected it unchanged: draw the sample again with the same design and seed.");
        }

        (int[] strata, (int, int)[] places) = Units(table, Encoding.UTF8.GetString(text), design);
        return new SampleFolder(design, strata, places, directory);
    }

    /// <summary>The map's grid.</summary>
    public Grid Grid
    {
        get
        {
            GridEntry grid = Design.Grid;
            SpatialReference crs = grid.Crs.StartsWith("EPSG:", StringComparison.Ordinal) && int.TryParse(grid.Crs["EPSG:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int code)
                ? SpatialReference.FromEpsg(code)
                : SpatialReference.FromWkt(grid.Crs);
            return new Grid(grid.Width, grid.Height, new GeoTransform(grid.Origin[0], grid.PixelSize[0], 0, grid.Origin[1], 0, -grid.PixelSize[1]), crs);
        }
    }

    /// <summary>Where the sample of labels or a report lies: a folder that is named, or the one that holds either of them.</summary>
    /// <param name="named">The caller's word; null for none.</param>
    /// <param name="candidates">Files beside which it may lie, in this order.</param>
    public static string Find(string? named, params ReadOnlySpan<string?> candidates)
    {
        if (named is not null)
        {
            return named;
        }

        foreach (string? candidate in candidates)
        {
            if (candidate is not null && (Path.GetDirectoryName(candidate) ?? "") is var folder && File.Exists(Path.Combine(folder, DesignReport.FileName)))
            {
                return folder;
            }
        }

        throw new ScanException("missing-file", $"No sample lies beside the labels or the report; expected the folder that “sample” wrote ({DesignReport.FileName}, {SampleWriter.SampleName}): name it with --sample DIR, or put the labels there.");
    }

    /// <summary>Refuses a map that is not the one the sample was drawn from.</summary>
    /// <exception cref="ScanException">Its bytes are others.</exception>
    public void CheckMap(string path, string sha256)
    {
        if (sha256 != Design.Map.Sha256)
        {
            throw new ScanException("mask-changed", $"{path}: is not the map that sample {Design.SampleId[..12]}… was drawn from (SHA-256 {sha256[..12]}… instead of {Design.Map.Sha256[..12]}…), so its strata are others; expected {Design.Map.Path} as it was, or a new sample of this map.");
        }
    }

    private static (int[] Strata, (int Column, int Row)[] Places) Units(string file, string text, DesignReport design)
    {
        var table = CsvTable.Parse(file, text);
        table.Require("unit", "stratum", "column", "row");
        if (table.RowCount != design.N || design.UnitMapClasses.Count != design.N)
        {
            throw new ScanException("sample-changed", $"{file}: holds {table.RowCount} units; expected the {design.N} that {DesignReport.FileName} speaks of.");
        }

        var names = design.Strata.Select((s, i) => (s.Name, i)).ToDictionary(s => s.Name, s => s.i, StringComparer.Ordinal);
        int[] strata = [.. Enumerable.Range(0, design.N).Select(row =>
            table.Text(row, "unit") == (row + 1).ToString(CultureInfo.InvariantCulture) && names.TryGetValue(table.Text(row, "stratum"), out int stratum)
                ? stratum
                : throw table.Wrong(row, "stratum", $"unit {row + 1} in one of {string.Join(", ", names.Keys)}"))];
        return (strata, [.. Enumerable.Range(0, design.N).Select(row => ((int)table.RequiredNumber(row, "column"), (int)table.RequiredNumber(row, "row")))]);
    }
}
