using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Scans;

/// <summary>
/// What a worker writes of one tile, a number a pixel, row by row: the bands of the mask (classes, cycles of crops) and those of the layers
/// (<see cref="SeasonPipeline.Layers"/>). Pixels that are not asked about are 0 in all of them. One a worker.
/// </summary>
internal sealed class SeasonTile(int largestTilePixels)
{
    private readonly byte[] mask = new byte[2 * largestTilePixels];
    private readonly ushort[] layers = new ushort[SeasonPipeline.Layers.Count * largestTilePixels];

    public Window Window { get; private set; }

    /// <summary>A class byte a pixel.</summary>
    public Span<byte> Classes => mask.AsSpan(0, Length);

    /// <summary>Cycles of cropped pixels.</summary>
    public Span<byte> Cycles => mask.AsSpan(Length, Length);

    /// <summary>The mask's bands one after the other.</summary>
    public ReadOnlySpan<byte> Mask => mask.AsSpan(0, 2 * Length);

    /// <summary>The layers' bands one after the other, as bytes.</summary>
    public ReadOnlySpan<byte> LayerBytes => MemoryMarshal.AsBytes(layers.AsSpan(0, SeasonPipeline.Layers.Count * Length));

    private int Length => (int)Window.PixelCount;

    /// <summary>One of the layers, from 0.</summary>
    public Span<ushort> Layer(int band) => layers.AsSpan(band * Length, Length);

    /// <summary>Turns to a tile; every pixel is to be written.</summary>
    public void Begin(Window window) => Window = window;
}
