using RasterEngine.Gdal;

namespace RasterEngine.Tests.Gdal;

/// <summary>Rasters of bytes whose every pixel is known from its place.</summary>
internal static class TestRaster
{
    public static byte Pixel(int column, int row) => (byte)((column * 7 + row * 13) % 251);

    public static byte[] Pixels(Window window)
    {
        byte[] pixels = new byte[window.PixelCount];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Pixel(window.Column + i % window.Width, window.Row + i / window.Width);
        return pixels;
    }

    public static void Fill(Dataset dataset)
    {
        var whole = new Window(0, 0, dataset.Width, dataset.Height);
        for (int band = 1; band <= dataset.BandCount; band++)
            dataset.Band(band).Write<byte>(whole, Pixels(whole));
    }

    /// <summary>A GeoTIFF of one band of bytes, in tiles of 64 × 64.</summary>
    public static string Write(string path, int width = 200, int height = 150, Action<Dataset>? annotate = null, string compress = "DEFLATE")
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", width, height, 1, PixelType.Byte,
            "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", $"COMPRESS={compress}");
        annotate?.Invoke(dataset);
        Fill(dataset);
        dataset.Close();
        return path;
    }
}
