using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Tests.Gdal;

internal static class Corruption
{
    /// <summary>Overwrites the compressed bytes of the tile at the upper left.</summary>
    public static void OverwriteFirstTile(string path)
    {
        long offset, length;
        using (Dataset dataset = Dataset.Open(path))
        {
            offset = long.Parse(dataset.Band(1).Metadata("BLOCK_OFFSET_0_0", "TIFF")!, CultureInfo.InvariantCulture);
            length = long.Parse(dataset.Band(1).Metadata("BLOCK_SIZE_0_0", "TIFF")!, CultureInfo.InvariantCulture);
        }
        using FileStream file = File.OpenWrite(path);
        file.Position = offset;
        file.Write([.. Enumerable.Repeat((byte)0xFF, (int)length)]);
    }
}
