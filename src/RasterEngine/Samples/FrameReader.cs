using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Samples;

/// <summary>Reads windows of a frame's units: the stratum, map class and ground area of each. One a worker: it owns its files and buffers.</summary>
internal sealed class FrameReader : IDisposable
{
    private readonly SampleFrame frame;
    private readonly Dataset dataset;
    private readonly LandReader? restriction;
    private readonly Nearness nearness;
    private double[] stored = [];
    private byte[] classes = [], isKept = [];
    private long[] areas = [];

    public FrameReader(SampleFrame frame)
    {
        this.frame = frame;
        dataset = SceneFile.Open(frame.Map.Source.Path, frame.Map.Source.FullPath);
        restriction = frame.Restriction is { } land ? new LandReader(land, frame.Map.Grid) : null;
        nearness = new Nearness(frame.BufferPixels);
    }

    /// <summary>Area in steps and pixels of each map class (by its index; then what was not observed) in the window read last.</summary>
    public (long Pixels, Int128 Steps)[] Mapped { get; private set; } = [];

    /// <summary>Writes a unit's stratum (<see cref="MapLegend.Outside"/> when it is not in the frame), map class and area in steps.</summary>
    /// <param name="units">Window of units.</param>
    /// <param name="destination">One a unit.</param>
    /// <exception cref="ScanException">A number of the map is not in its legend, or the file is corrupt.</exception>
    public void Read(Window units, Span<FrameUnit> destination)
    {
        Window inner = frame.PixelsOf(units), outer = Widen(inner, frame.BufferPixels);
        ReadClasses(outer);
        int length = checked((int)inner.PixelCount);
        Buffers.Fit(ref isKept, length);
        Array.Fill(isKept, (byte)1, 0, length);
        restriction?.Read(inner, isKept.AsSpan(0, length));
        ReadOnlySpan<bool> near = frame.BufferPixels > 0 ? nearness.Find(classes, outer.Width, outer.Height, IsNear) : default;
        Buffers.Fit(ref areas, inner.Width);
        Mapped = new (long, Int128)[frame.Map.Legend.Classes.Count + 1];
        var sum = new UnitSum(frame, units.Width);
        for (int row = 0; row < inner.Height; row++)
        {
            frame.Areas.Row(inner.Row + row, inner.Column, areas.AsSpan(0, inner.Width));
            int from = ((inner.Row - outer.Row + row) * outer.Width) + inner.Column - outer.Column;
            for (int column = 0; column < inner.Width; column++)
            {
                byte c = classes[from + column];
                if (c == MapLegend.Outside || isKept[(row * inner.Width) + column] == 0)
                {
                    continue;
                }

                ref (long Pixels, Int128 Steps) mapped = ref Mapped[c == MapLegend.Unobserved ? Mapped.Length - 1 : c];
                mapped = (mapped.Pixels + 1, mapped.Steps + areas[column]);
                sum.Add(column / frame.Side, c, areas[column], !near.IsEmpty && near[from + column]);
            }

            if ((row + 1) % frame.Side == 0 || row + 1 == inner.Height)
            {
                sum.Finish(destination.Slice(row / frame.Side * units.Width, units.Width));
            }
        }
    }

    public void Dispose()
    {
        restriction?.Dispose();
        dataset.Dispose();
    }

    private bool IsNear(byte c) => c < frame.Map.Legend.Classes.Count && frame.Classes.IsNear(c);

    private void ReadClasses(Window window)
    {
        int length = checked((int)window.PixelCount);
        Buffers.Fit(ref stored, length);
        Buffers.Fit(ref classes, length);
        SceneFile.Read(dataset, frame.Map.Source, "classes", window, stored.AsSpan(0, length));
        for (int i = 0; i < length; i++)
        {
            classes[i] = double.IsNaN(stored[i]) ? MapLegend.Unobserved : frame.Map.Legend.Meaning(stored[i]);
            if (classes[i] == MapLegend.Unknown)
            {
                string found = stored[i].ToString("R", CultureInfo.InvariantCulture);
                throw new ScanException(
                    "class-unknown",
                    $"{frame.Map.Source.Path}: holds {found} at column {window.Column + (i % window.Width)}, row {window.Row + (i / window.Width)}, which the map's classes do not name ({string.Join(", ", frame.Map.Legend.Classes.Select(c => $"{c.Value} {c.Name}"))}); expected every value as a class, under “notObserved” or under “outside”.");
            }
        }
    }

    private Window Widen(Window window, int pixels) =>
        new Window(window.Column - pixels, window.Row - pixels, window.Width + (2 * pixels), window.Height + (2 * pixels)).Intersect(frame.Map.Grid.Bounds);
}
