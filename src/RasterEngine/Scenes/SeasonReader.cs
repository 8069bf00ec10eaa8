using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>Reads every date of a season, window by window. One a worker; owns its readers and the files they share.</summary>
/// <param name="dates">A reader a date, in order.</param>
/// <param name="holdIndex">Of each date: its one band holds the index.</param>
/// <param name="files">What the readers read from.</param>
internal sealed class SeasonReader<T>(IReadOnlyList<IDateReader<T>> dates, IReadOnlyList<bool> holdIndex, OpenFiles files) : IDisposable
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private T[] second = [];

    /// <summary>The window read last.</summary>
    public SeasonPlanes<T> Planes { get; } = new(dates.Count);

    /// <exception cref="ScanException">A file is truncated or corrupt here.</exception>
    public void Read(Window window)
    {
        int length = checked((int)window.PixelCount);
        Planes.Resize(length);
        for (int date = 0; date < dates.Count; date++)
        {
            Planes.Resize(date, !holdIndex[date], dates[date].Excludes);
            if (holdIndex[date])
            {
                // The reader knows of two bands; an index raster's second is its first once more.
                Buffers.Fit(ref second, length);
            }

            dates[date].Read(window, Planes.X(date), holdIndex[date] ? second.AsSpan(0, length) : Planes.Y(date), Planes.Excluded(date));
        }
    }

    public void Dispose()
    {
        foreach (IDateReader<T> date in dates)
        {
            date.Dispose();
        }

        files.Dispose();
    }
}
