using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>An RGB picture, three bytes a pixel.</summary>
internal sealed record Picture(int Width, int Height, byte[] Rgb)
{
    private const int IdealWidth = 1000;

    // Up to this many pixels the scenes are read once more for natural colours; beyond it the sampled bands of the index serve.
    private const long NaturalColourLimit = 2 << 20;

    private static readonly string[] NaturalRoles = ["red", "green", "blue"];

    /// <summary>Both dates at one stretch and the mask, a pixel for each of the preview's: at least 1,000 wide where the scan is.</summary>
    public static (Picture Before, Picture After, Picture Mask, string Colours) Draw(ScanResult result)
    {
        Preview preview = result.Preview;
        ScanPlan plan = result.Plan;
        bool natural = plan.Grid.Bounds.PixelCount <= NaturalColourLimit && ((Scene[])[plan.Before, plan.After]).All(s => IsDrawable(s, plan));
        SampledBand[] before, after;
        if (natural)
        {
            before = Read(plan.Before, plan, preview);
            after = Read(plan.After, plan, preview);
        }
        else
        {
            // Second band, first band, second band: for NDVI red, NIR, red, so that vegetation is green.
            before = [preview.Stored[1], preview.Stored[0], preview.Stored[1]];
            after = [preview.Stored[3], preview.Stored[2], preview.Stored[3]];
        }

        var stretches = new Stretch[3];
        for (int channel = 0; channel < stretches.Length; channel++)
        {
            int same = Array.IndexOf(before, before[channel]);
            stretches[channel] = same < channel && after[same] == after[channel] ? stretches[same] : Stretch.Over(before[channel], after[channel]);
        }

        string colours = natural ? "natural colours"
            : plan.Before.Source.HoldsIndex || plan.After.Source.HoldsIndex ? "the index in grey"
            : $"false colours: {plan.Scan.Index.SecondRole}, {plan.Scan.Index.FirstRole}, {plan.Scan.Index.SecondRole} as red, green, blue";
        return (Compose(before), Compose(after), Classes(), colours);

        Picture Compose(SampledBand[] channels)
        {
            byte[] rgb = new byte[preview.Classes.Length * 3];
            for (int channel = 0; channel < 3; channel++)
            {
                int same = Array.IndexOf(channels, channels[channel]);
                if (same < channel)
                {
                    for (int at = 0; at < rgb.Length; at += 3)
                    {
                        rgb[at + channel] = rgb[at + same];
                    }
                }
                else
                {
                    stretches[channel].Write(channels[channel], rgb, channel);
                }
            }

            return new(preview.Width, preview.Height, rgb);
        }

        Picture Classes()
        {
            byte[] rgb = new byte[preview.Classes.Length * 3];
            for (int i = 0; i < preview.Classes.Length; i++)
            {
                ColourEntry c = ChangeClasses.Colours[preview.Classes[i]];
                (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = (c.Red, c.Green, c.Blue);
            }

            return new(preview.Width, preview.Height, rgb);
        }
    }

    /// <summary>The same with every pixel repeated until it is at least 1,000 pixels wide, so that a browser does not blur it.</summary>
    public Picture Enlarge()
    {
        int factor = (IdealWidth + Width - 1) / Width;
        if (factor == 1)
        {
            return this;
        }

        (int width, int height) = (Width * factor, Height * factor);
        byte[] rgb = new byte[width * height * 3];
        for (int row = 0; row < Height; row++)
        {
            Span<byte> line = rgb.AsSpan(row * factor * width * 3, width * 3);
            for (int i = 0; i < width; i++)
            {
                Rgb.AsSpan(((row * Width) + (i / factor)) * 3, 3).CopyTo(line[(i * 3)..]);
            }

            for (int copy = 1; copy < factor; copy++)
            {
                line.CopyTo(rgb.AsSpan(((row * factor) + copy) * width * 3));
            }
        }

        return new(width, height, rgb);
    }

    /// <summary>Pictures side by side with a white gap.</summary>
    public static Picture Beside(int gap, params ReadOnlySpan<Picture> pictures)
    {
        int width = -gap, height = 0;
        foreach (Picture p in pictures)
        {
            width += p.Width + gap;
            height = Math.Max(height, p.Height);
        }

        byte[] rgb = new byte[width * height * 3];
        Array.Fill(rgb, byte.MaxValue);
        int left = 0;
        foreach (Picture p in pictures)
        {
            for (int row = 0; row < p.Height; row++)
            {
                p.Rgb.AsSpan(row * p.Width * 3, p.Width * 3).CopyTo(rgb.AsSpan(((row * width) + left) * 3));
            }

            left += p.Width + gap;
        }

        return new(width, height, rgb);
    }

    /// <summary>Every n-th pixel, n the largest that leaves it at least <paramref name="width"/> wide.</summary>
    public Picture Thin(int width)
    {
        int every = Math.Max(1, Width / width), thinWidth = Width / every, thinHeight = Math.Max(1, Height / every);
        byte[] rgb = new byte[thinWidth * thinHeight * 3];
        for (int i = 0; i < thinWidth * thinHeight; i++)
        {
            Rgb.AsSpan(((i / thinWidth * every * Width) + (i % thinWidth * every)) * 3, 3).CopyTo(rgb.AsSpan(i * 3));
        }

        return new(thinWidth, thinHeight, rgb);
    }

    /// <summary>Writes a PNG: every pixel as it is.</summary>
    public void SavePng(string path) => Save(path, "PNG", "ZLEVEL=2");

    /// <summary>Writes a JPEG: a seventh of a PNG's bytes and time for a photograph, wrong for classes.</summary>
    public void SaveJpeg(string path) => Save(path, "JPEG", "QUALITY=88");

    /// <summary>What a file of it holds.</summary>
    /// <param name="path">Where the file may be for a moment.</param>
    /// <param name="save">Writes it.</param>
    public byte[] Bytes(string path, Action<Picture, string> save)
    {
        save(this, path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    /// <summary>
    /// Writes a Cloud Optimised GeoTIFF with its place, JPEG inside and a mask of what was not stored: a tenth of the bytes of a lossless one. It is an
    /// overview itself; making its own would cost a scan 30 MiB and 0.2 CPU s.
    /// </summary>
    /// <param name="path">Of the file.</param>
    /// <param name="place">Where the whole picture lies; rows run southwards.</param>
    /// <param name="step">Pixels of <paramref name="place"/> to one of the picture, each way.</param>
    public void SaveCog(string path, Grid place, int step)
    {
        using Dataset memory = Dataset.OverPixels(Rgb, Width, Height, 3);
        memory.SetGeoTransform(place.GeoTransform with { PixelWidth = place.GeoTransform.PixelWidth * step, PixelHeight = place.GeoTransform.PixelHeight * step });
        memory.SetSpatialReference(place.SpatialReference);
        byte[] stored = new byte[Width * Height];
        ReadOnlySpan<byte> rgb = Rgb;
        for (int i = 0; i < stored.Length; i++, rgb = rgb[3..])
        {
            stored[i] = (byte)((rgb[0] | rgb[1] | rgb[2]) != 0 ? 255 : 0);
        }

        memory.SetMask(stored);
        memory.CreateCopy(path, "COG", "COMPRESS=JPEG", "QUALITY=88", "OVERVIEWS=NONE");
    }

    private void Save(string path, string driver, string option)
    {
        using Dataset memory = Dataset.OverPixels(Rgb, Width, Height, 3);
        memory.CreateCopy(path, driver, option);
    }

    // One scene with its colours, as it lies.
    private static bool IsDrawable(Scene scene, ScanPlan plan) =>
        scene.Parts.Count == 0 && NaturalRoles.All(scene.Bands.ContainsKey) && !plan.IsResampled;

    private static SampledBand[] Read(Scene scene, ScanPlan plan, Preview preview)
    {
        (double columns, double rows) = scene.Grid.Offset(plan.Grid);
        return [.. NaturalRoles.Select(role =>
        {
            BandSource source = scene.Bands[role].Source;
            using Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
            float[] pixels = new float[preview.Width * preview.Height];
            dataset.Band(source.Number).Read(new Window((int)Math.Round(columns), (int)Math.Round(rows), plan.Grid.Width, plan.Grid.Height), preview.Width, preview.Height, pixels);
            return new SampledBand(pixels);
        })];
    }

    /// <summary>Linear between the 2nd and the 98th percentile of both dates together, so that equal ground looks equal.</summary>
    private readonly record struct Stretch(float Low, float High)
    {
        public static Stretch Over(SampledBand before, SampledBand after)
        {
            // Some tens of thousands of pixels tell a percentile as well as a million.
            int every = Math.Max(1, before.Length / 32_768);
            float[] sorted = SampledBand.Sorted(every, value => float.IsFinite(value) && value > 0, before, after);
            if (sorted.Length == 0)
            {
                return new(0, 1);
            }

            float low = sorted[(int)((sorted.Length - 1) * 0.02)], high = sorted[(int)((sorted.Length - 1) * 0.98)];
            return new(low, high > low ? high : low + 1);
        }

        /// <summary>Writes one channel of three.</summary>
        public void Write(SampledBand band, byte[] rgb, int channel) => band.Map(Byte, rgb, channel, 3);

        // 0 in all channels is what was not stored, and is see-through on maps.
        private byte Byte(float value) => float.IsFinite(value) && value != 0 ? (byte)Math.Clamp((value - Low) / (High - Low) * 255f, 1f, 255f) : (byte)0;
    }
}
