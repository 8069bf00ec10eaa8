using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Cogs;

/// <summary>
/// The tags that say what a file is rather than where its blocks are: georeference, colour table, metadata, nodata. Libgdal writes them into an image of one
/// pixel, and from there they are taken, so that they are what any program expects of libgdal.
/// </summary>
internal static class CogTemplate
{
    // TIFF 6.0: what speaks of size, compression and blocks, and is the file's own.
    private static readonly TiffTag[] OfLayout =
    [
        TiffTag.NewSubfileType, TiffTag.ImageWidth, TiffTag.ImageLength, TiffTag.Compression, TiffTag.StripOffsets, TiffTag.RowsPerStrip, TiffTag.StripByteCounts,
        TiffTag.TileWidth, TiffTag.TileLength, TiffTag.TileOffsets, TiffTag.TileByteCounts,
    ];

    /// <summary>Writes the image, reads its tags in order of their numbers, and deletes it.</summary>
    /// <param name="path">A name that is free for a moment.</param>
    /// <param name="grid">Place.</param>
    /// <param name="bands">What is said of each.</param>
    /// <param name="type">Of their cells.</param>
    public static IReadOnlyList<CogTag> Read(string path, Grid grid, IReadOnlyList<CogBand> bands, PixelType type)
    {
        try
        {
            Write(path, grid, bands, type);
            using FileStream file = File.OpenRead(path);
            var reader = new GateReader(path, file, GateLimits.Default);
            TiffDirectory directory = TiffDirectory.Read(reader, reader.Unsigned(4, 4), isBig: false, 1);
            return [.. directory.Fields.Where(f => !OfLayout.Contains((TiffTag)f.Tag)).OrderBy(f => (int)f.Tag).Select(f => new CogTag(f.Tag, f.Type, f.Count, directory.Bytes(f)))];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, Grid grid, IReadOnlyList<CogBand> bands, PixelType type)
    {
        using Dataset template = Dataset.Create(path, "GTiff", 1, 1, bands.Count, type, "ENDIANNESS=LITTLE", "INTERLEAVE=PIXEL", "BIGTIFF=NO");
        template.SetGeoTransform(grid.GeoTransform);
        template.SetSpatialReference(grid.SpatialReference);
        for (int i = 0; i < bands.Count; i++)
        {
            RasterBand band = template.Band(i + 1);
            band.SetNoData(0);
            band.SetDescription(bands[i].Description);
            if (bands[i].Colours is { } colours)
            {
                band.SetColourTable(colours);
            }

            foreach ((string key, string value) in bands[i].Metadata)
            {
                band.SetMetadata(key, value);
            }
        }

        template.Close();
    }
}
