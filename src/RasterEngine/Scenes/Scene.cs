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
    /// <summary>The quality band; null when there is none.</summary>
    public QualityBand? Quality { get; init; }

    /// <summary>Where every pixel other than 0 is saturated; null when there is no such band.</summary>
    public BandSource? Saturation => Source.Saturation;

    /// <summary>Several acquisitions that become this date, each a scene; empty for one. <see cref="Grid"/> then covers them all.</summary>
    public IReadOnlyList<Scene> Parts { get; init; } = [];

    /// <summary>Its acquisitions: itself, or its parts.</summary>
    public IReadOnlyList<Scene> Acquisitions => Parts.Count > 0 ? Parts : [this];

    public SceneDate? Date => Source.Date;

    /// <summary>The files it is read from, each once, in order of first use.</summary>
    public IReadOnlyList<BandSource> Files => [.. (Parts.Count > 0 ? Parts.SelectMany(p => p.Files) : OwnFiles()).DistinctBy(s => s.FullPath)];

    /// <summary>Opens the files, reads what they say and closes them.</summary>
    /// <param name="source">The question's description of this date.</param>
    /// <param name="required">Roles that must be there.</param>
    /// <param name="optional">Roles taken along when the files state them beyond doubt.</param>
    /// <exception cref="ScanException">A file or band that is missing or unusable.</exception>
    public static Scene Find(SceneSource source, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Parts.Count > 0)
        {
            return CompositeScene.Of(source, [.. source.Parts.Select(part => Find(part, required, optional))]);
        }

        required = source.HoldsIndex ? [BandRoles.Index] : required;
        var datasets = new Dictionary<string, Dataset>();
        try
        {
            var bands = new Dictionary<string, Band>();
            foreach (string role in required)
            {
                BandSource band = Locate(source, role, Open) ?? throw new ScanException(
                    "missing-band",
                    source.Metadata is { } metadata ? $"{metadata.Sources[0].Path}: this {metadata.Kind} has no {role} band to read{(metadata.Absent.TryGetValue(role, out string? why) ? $" ({why})" : "")}."
                    : $"{source.Whole?.Path ?? source.Field}: no band is named as {role} in “{source.Field}.bands” and none describes itself so; expected its number, e.g. \"bands\": {{ \"{role}\": 1 }}.");
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

            if (source.Saturation is { } saturation)
            {
                CheckSameGrid(grid, bands.Values.First().Source.Path, saturation, Open(saturation));
            }

            return new Scene(source, grid, bands) { Quality = source.Quality is { } q ? FindQuality(q, grid, Open(q.Band)) : null };
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

        bool byTags = source.YieldsToTags && (band.Scale is not null || band.Offset is not null);
        decimal? scale = (byTags ? null : source.Scale) ?? (band.Scale is { } s ? StoredNumbers.ToDecimal(s, $"{where}: its scale") : null);
        decimal? offset = (byTags ? null : source.Offset) ?? (band.Offset is { } o ? StoredNumbers.ToDecimal(o, $"{where}: its offset") : null);
        if (scale <= 0m)
        {
            throw new ScanException("scale-unusable", $"{where}: its scale is {scale}; expected a number greater than 0.");
        }

        // A detector at the end of its range measured nothing; float and 8-bit scenes have no such agreed value.
        bool holdsIndex = role == BandRoles.Index;
        double? saturated = band.PixelType == PixelType.UInt16 && !holdsIndex ? ushort.MaxValue : null;
        var form = new BandForm(scale ?? 1m, offset ?? 0m, source.NoData ?? band.NoData, saturated, MayBeNegative: holdsIndex);
        bool hasMask = (band.MaskFlags & (MaskFlags.PerDataset | MaskFlags.Alpha)) != 0;
        return new Band(role, source, band.PixelType, form, scale is not null || offset is not null, hasMask, band.BlockWidth, band.BlockHeight);
    }

    private static Grid CommonGrid(IEnumerable<Band> bands, Dictionary<string, Dataset> datasets)
    {
        Grid? grid = null;
        string first = "";
        foreach (BandSource source in bands.Select(b => b.Source).DistinctBy(s => s.FullPath))
        {
            if (grid is null)
            {
                (grid, first) = (Grid.Of(source.Path, datasets[source.FullPath]), source.Path);
            }
            else
            {
                CheckSameGrid(grid, first, source, datasets[source.FullPath]);
            }
        }

        return grid!;
    }

    private static void CheckSameGrid(Grid grid, string first, BandSource source, Dataset dataset)
    {
        Grid own = Grid.Of(source.Path, dataset);
        if ((grid.LatticeDifference(own) ?? (grid.Overlap(own) == grid.Bounds && own.Overlap(grid) == own.Bounds ? null : "they cover different pixels")) is { } difference)
        {
            throw new ScanException("bands-apart", $"{first} and {source.Path} are bands of one scene but {difference}; expected one grid.");
        }
    }

    private static QualityBand FindQuality(QualitySource quality, Grid scene, Dataset dataset)
    {
        BandSource source = quality.Band;
        if (source.Number < 1 || source.Number > dataset.BandCount)
        {
            throw new ScanException("missing-band", $"{source.Path}: there is no band {source.Number} (quality); the file has {dataset.BandCount} band{(dataset.BandCount == 1 ? "" : "s")}, counted from 1.");
        }

        Grid grid = Grid.Of(source.Path, dataset);
        if (Footprint.Of(grid, scene.SpatialReference).Intersect(Footprint.Of(scene, scene.SpatialReference)).IsEmpty)
        {
            throw new ScanException("quality-apart", $"{source.Path}: this quality band does not cover its scene; expected one of the same ground.");
        }

        RasterBand band = dataset.Band(source.Number);
        return new QualityBand(source, grid, quality.Kind, new QualityMeaning(quality.Kind, quality.Keep, quality.Drop, quality.Grow, source.NoData ?? band.NoData));
    }

    private IEnumerable<BandSource> OwnFiles() =>
    [
        .. Bands.Values.Select(b => b.Source),
        .. Quality is { } quality ? (BandSource[])[quality.Source] : [],
        .. Saturation is { } saturation ? (BandSource[])[saturation] : [],
        .. Source.Metadata?.Sources ?? [],
    ];
}
