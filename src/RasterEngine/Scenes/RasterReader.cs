using System.Numerics;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>
/// One raster open for reading windows: its blocks are decoded here where their layout allows, else by libgdal, with the same numbers and the
/// same refusals. Used by one thread, whose decoder it borrows.
/// </summary>
internal sealed class RasterReader : IDisposable
{
    /// <summary>The environment variable that, set to <see cref="Gdal"/>, leaves every block to libgdal.</summary>
    public const string Setting = "RASTERENGINE_READER";

    /// <summary>The value of <see cref="Setting"/>.</summary>
    public const string Gdal = "gdal";

    private readonly string path, fullPath;
    private readonly TiffTiles? tiles;
    private readonly ReadTally? tally;
    private readonly string? whyGdal;
    private Dataset? dataset;
    private long windows;

    /// <param name="path">As written, for messages.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <param name="decoder">The worker's; null leaves every block to libgdal.</param>
    /// <param name="tally">Told at the end how the file was read; null for nobody.</param>
    /// <exception cref="ScanException">Missing, not a raster, or refused by <see cref="HeaderGate"/>.</exception>
    public RasterReader(string path, string fullPath, BlockDecoder? decoder, ReadTally? tally = null)
    {
        (this.path, this.fullPath, this.tally) = (path, fullPath, tally);
        TiffHeader? header = SceneFile.Check(path, fullPath);
        whyGdal = WhyGdal(header) ?? (decoder is null ? "it was asked to" : null);
        try
        {
            tiles = whyGdal is null ? new TiffTiles(fullPath, header!, decoder!) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{path}: cannot be read ({e.Message})", e);
        }
    }

    /// <summary>True when a pair of bands is best read by <see cref="ReadPair"/>: one decoding gives both.</summary>
    public bool IsInterleaved => tiles is { IsInterleaved: true };

    /// <summary>Windows that libgdal had to read so far.</summary>
    public long WindowsByGdal { get; private set; }

    /// <summary>Reads a window of a band.</summary>
    /// <exception cref="ScanException">The file is truncated or corrupt there.</exception>
    public void Read<T>(BandSource source, string role, Window window, Span<T> pixels)
        where T : unmanaged, INumber<T>
    {
        windows++;
        if (tiles is null || !tiles.TryRead(source.Number, 0, window, pixels, []))
        {
            WindowsByGdal++;
            SceneFile.Read(Dataset(), source, role, window, pixels);
        }
    }

    /// <summary>Reads a window of two bands whose blocks are the same.</summary>
    /// <exception cref="ScanException">The file is truncated or corrupt there.</exception>
    public void ReadPair<T>(Band first, Band second, Window window, Span<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        windows++;
        if (tiles is null || !tiles.TryRead(first.Source.Number, second.Source.Number, window, x, y))
        {
            WindowsByGdal++;
            SceneFile.Read(Dataset(), first.Source, first.Role, window, x);
            SceneFile.Read(Dataset(), second.Source, second.Role, window, y);
        }
    }

    /// <summary>Reads the mask that goes with a band, through libgdal: 0 where there is nothing.</summary>
    /// <exception cref="ScanException">The file is truncated or corrupt there.</exception>
    public void ReadMask(BandSource source, string role, Window window, Span<byte> mask) => SceneFile.ReadMask(Dataset(), source, role, window, mask);

    public void Dispose()
    {
        tally?.Add(path, whyGdal, windows, WindowsByGdal);
        tiles?.Dispose();
        dataset?.Dispose();
    }

    /// <summary>Why libgdal decodes a file's blocks; null when the engine does.</summary>
    /// <param name="header">What the gate read of it; null for JPEG 2000.</param>
    public static string? WhyGdal(TiffHeader? header) => header switch
    {
        null => "it is JPEG 2000",
        { Layout: null or { Unfit: not null } } => header.LeftToGdal,
        _ when Environment.GetEnvironmentVariable(Setting) == Gdal => $"{Setting} is {Gdal}",
        _ when !BlockDecoder.Knows(header.Codec) => "libzstd was not found",
        _ => null,
    };

    // Most files need none: it is opened for the first window that libgdal must read.
    private Dataset Dataset() => dataset ??= SceneFile.Open(path, fullPath);
}
