using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>One date as it was found on disk: its grid and the bands a scan needs. Holds no open file.</summary>
/// <param name="Source">What the question said.</param>
/// <param name="Grid">Place of all bands.</param>
/// <param name="Bands">Role → band, for the roles asked for and the colours that were found.</param>
public sealed record Scene(SceneSource Source, Grid Grid, IReadOnlyDictionary<string, Band> Bands)
{
    public SceneDate? Date => Source.Date;

    /// <summary>The files it is read from, each once, in order of first use.</summary>
    public IReadOnlyList<BandSource> Files => [.. Bands.Values.Select(b => b.Source).DistinctBy(s => s.FullPath)];

    /// <summary>Opens the files, reads what they say and closes them.</summary>
    /// <param name="source">The question's description of this date.</param>
    /// <param name="required">Roles that must be there.</param>
    /// <param name="optional">Roles taken along when the files state them beyond doubt.</param>
    /// <exception cref="ScanException">A file or band that is missing or unusable.</exception>
    public static Scene Find(SceneSource source, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        ArgumentNullException.ThrowIfNull(source);
        var datasets = new Dictionary<string, Dataset>();
        try
        {
            var bands = new Dictionary<string, Band>();
            foreach (string role in required)
            {
                BandSource band = Locate(source, role, Open) ?? throw new ScanException(
                    "missing-band", $"{source.Whole?.Path ?? source.Field}: no band is named as {role} in “{source.Field}.bands” and none describes itself so; expected its number, e.g. \"bands\": {{ \"{role}\": 1 }}.");
                bands[role] = Describe(role, band, Open(band));
            }

            foreach (IGrouping<(string, int), Band> same in bands.Values.GroupBy(b => (b.Source.FullPath, b.Source.Number)).Where(g => g.Count() > 1))
            {
                throw new ScanException("same-band-twice", $"{same.First().Source.Path}: band {same.Key.Item2} is named as {string.Join(" and as ", same.Select(b => b.Role))} in “{source.Field}”; expected two different bands.");
            }

            Grid grid = CommonGrid(bands.Values, datasets);
            foreach (string role in optional.Where(r => !bands.ContainsKey(r)))
            {
                if (Locate(source, role, Open) is { } band && datasets.TryGetValue(band.FullPath, out Dataset? dataset)
                    && band.Number <= dataset.BandCount && StoredNumbers.IsSupported(dataset.Band(band.Number).PixelType))
                {
                    // Only drawn: what its tags say of scale is nobody's concern, so they cannot refuse a scan either.
                    RasterBand drawn = dataset.Band(band.Number);
                    bands[role] = new Band(role, band, drawn.PixelType, BandForm.Plain, HasScale: false, HasMask: false, drawn.BlockWidth, drawn.BlockHeight);
                }
            }

            return new Scene(source, grid, bands);
        }
        finally
        {
            foreach (Dataset dataset in datasets.Values)
            {
                dataset.Dispose();
            }
        }

        Dataset Open(BandSource band)
        {
            if (!datasets.TryGetValue(band.FullPath, out Dataset? dataset))
            {
                datasets[band.FullPath] = dataset = SceneFile.Open(band.Path, band.FullPath);
            }

            return dataset;
        }
    }

    private static BandSource? Locate(SceneSource source, string role, Func<BandSource, Dataset> open)
    {
        return source.Bands.TryGetValue(role, out BandSource? stated) ? stated
            : source.Whole is { } whole && BandRoles.Find(open(whole), role) is { } number ? whole with { Number = number }
            : null;
    }

    private static Band Describe(string role, BandSource source, Dataset dataset)
    {
        if (source.Number < 1 || source.Number > dataset.BandCount)
        {
            throw new ScanException("missing-band", $"{source.Path}: there is no band {source.Number} ({role}); the file has {dataset.BandCount} band{(dataset.BandCount == 1 ? "" : "s")}, counted from 1.");
        }

        RasterBand band = dataset.Band(source.Number);
        string where = $"{source.Path}: band {source.Number} ({role})";
        if (!StoredNumbers.IsSupported(band.PixelType))
        {
            throw new ScanException("pixel-type", $"{where} stores {band.PixelType} numbers; expected Byte, UInt16, Int16, Float32 or Float64 (gdal_translate -ot converts).");
        }

        decimal? scale = source.Scale ?? (band.Scale is { } s ? StoredNumbers.ToDecimal(s, $"{where}: its scale") : null);
        decimal? offset = source.Offset ?? (band.Offset is { } o ? StoredNumbers.ToDecimal(o, $"{where}: its offset") : null);
        if (scale <= 0m)
        {
            throw new ScanException("scale-unusable", $"{where}: its scale is {scale}; expected a number greater than 0.");
        }

        // A detector at the end of its range measured nothing; float and 8-bit scenes have no such agreed value.
        double? saturated = band.PixelType == PixelType.UInt16 ? ushort.MaxValue : null;
        var form = new BandForm(scale ?? 1m, offset ?? 0m, source.NoData ?? band.NoData, saturated);
        bool hasMask = (band.MaskFlags & (MaskFlags.PerDataset | MaskFlags.Alpha)) != 0;
        return new Band(role, source, band.PixelType, form, scale is not null || offset is not null, hasMask, band.BlockWidth, band.BlockHeight);
    }

    private static Grid CommonGrid(IEnumerable<Band> bands, Dictionary<string, Dataset> datasets)
    {
        Grid? grid = null;
        string first = "";
        foreach (BandSource source in bands.Select(b => b.Source).DistinctBy(s => s.FullPath))
        {
            Grid own = Grid.Of(source.Path, datasets[source.FullPath]);
            if (grid is null)
            {
                (grid, first) = (own, source.Path);
            }
            else if ((grid.LatticeDifference(own) ?? (grid.Overlap(own) == grid.Bounds && own.Overlap(grid) == own.Bounds ? null : "they cover different pixels")) is { } difference)
            {
                throw new ScanException("bands-apart", $"{first} and {source.Path} are bands of one scene but {difference}; expected one grid.");
            }
        }

        return grid!;
    }
}
