using RasterEngine.Gdal;
using RasterEngine.Masks;

namespace RasterEngine.Publication;

/// <summary>How stored numbers become colours.</summary>
/// <param name="Bands">Numbers from 1: three are red, green and blue, one is grey or coloured.</param>
/// <param name="Ranges">Stored numbers that are drawn as 0 and as 255, for each of the bands.</param>
/// <param name="Colours">Of 0 to 255; null for grey, or three bands.</param>
public sealed record TileStyle(IReadOnlyList<int> Bands, IReadOnlyList<(double Low, double High)> Ranges, IReadOnlyList<ColourEntry>? Colours)
{
    /// <summary>The classes in the colours that they have everywhere.</summary>
    public static TileStyle OfClasses { get; } = new([1], [(0, 255)], ChangeClasses.SeasonColours);

    /// <summary>The picture as it is.</summary>
    public static TileStyle OfPicture { get; } = new([1, 2, 3], [(0, 255), (0, 255), (0, 255)], null);

    /// <summary>Numbers of one band between two, in viridis.</summary>
    public static TileStyle OfNumbers(double low, double high) => new([1], [(low, high)], ColourRamp.Find("viridis"));

    /// <summary>A PNG of 256 × 256 pixels with transparency.</summary>
    /// <param name="pixels">Null for a tile that is all transparent.</param>
    /// <param name="path">Where the file is written.</param>
    public void SavePng(TilePixels? pixels, string path)
    {
        const int length = MapTile.Side * MapTile.Side;
        byte[][] rgba = [new byte[length], new byte[length], new byte[length], new byte[length]];
        if (pixels is not null)
        {
            Draw(pixels, rgba);
        }

        using Dataset memory = Dataset.CreateMemory(MapTile.Side, MapTile.Side, rgba.Length, PixelType.Byte);
        for (int channel = 0; channel < rgba.Length; channel++)
        {
            memory.Band(channel + 1).Write<byte>(new Window(0, 0, MapTile.Side, MapTile.Side), rgba[channel]);
        }

        memory.CreateCopy(path, "PNG", "ZLEVEL=3");
    }

    private void Draw(TilePixels pixels, byte[][] rgba)
    {
        ColourEntry[] ramp = new ColourEntry[256];
        foreach (ColourEntry colour in Colours ?? [])
        {
            ramp[colour.Value] = colour;
        }

        for (int i = 0; i < pixels.Seen.Length; i++)
        {
            if (pixels.Seen[i] == 0)
            {
                continue;
            }

            if (Colours is not null)
            {
                ColourEntry colour = ramp[Scaled(0, i)];
                (rgba[0][i], rgba[1][i], rgba[2][i], rgba[3][i]) = (colour.Red, colour.Green, colour.Blue, colour.Alpha);
            }
            else
            {
                int last = Bands.Count - 1;
                (rgba[0][i], rgba[1][i], rgba[2][i], rgba[3][i]) = (Scaled(0, i), Scaled(Math.Min(1, last), i), Scaled(last, i), 255);
            }
        }

        byte Scaled(int band, int at) =>
            (byte)Math.Clamp(Math.Round((pixels.Bands[Bands[band] - 1][at] - Ranges[band].Low) / (Ranges[band].High - Ranges[band].Low) * 255), 0, 255);
    }
}
