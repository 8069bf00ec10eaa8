using RasterEngine.Gdal;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>One date's stored numbers on the scanned grid: of one scene, or composited from several.</summary>
internal interface IDateReader<TStored> : IDisposable
    where TStored : unmanaged
{
    /// <summary>True when something besides the stored numbers can exclude pixels: <see cref="Read"/> then fills <c>excluded</c>.</summary>
    bool Excludes { get; }

    /// <summary>Fills one window; every span has its pixel count, row by row.</summary>
    /// <param name="window">In the scanned grid.</param>
    /// <param name="x">Stored numbers of the first band.</param>
    /// <param name="y">Stored numbers of the second.</param>
    /// <param name="excluded">With <see cref="Excludes"/>: 0, or the state of <see cref="Cell"/> that excludes the pixel; else not touched, and may be empty.</param>
    /// <exception cref="ScanException">A file is truncated or corrupt here.</exception>
    void Read(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded);
}
