using System.Runtime.InteropServices;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Cogs;

public sealed class CogWriterTests : IDisposable
{
    private static readonly CogBand Classes = new("class", [new(0, 255, 255, 255, 0), new(1, 27, 120, 55, 255)], new Dictionary<string, string> { ["CLASS_1"] = "kept" });
    private static readonly CogBand Cycles = new("cycles", null, new Dictionary<string, string> { ["UNIT"] = "a season" });

    private readonly TemporaryFolder folder = new();

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 700 }, { 512, 512 }, { 513, 512 }, { 1300, 700 }, { 2049, 1025 } };

    [Theory, MemberData(nameof(Sizes))]
    public void File_HoldsThePixels_AndTheirModes(int width, int height)
    {
        byte[] pixels = Pixels(width, height, 5);
        Write("a.tif", width, height, pixels, 512, 512);
        using (Dataset read = Dataset.Open(folder["a.tif"]))
        {
            byte[] found = new byte[pixels.Length];
            read.Band(1).Read(new Window(0, 0, width, height), found.AsSpan());
            Assert.Equal(pixels, found);
            Assert.Equal("COG", read.Metadata("LAYOUT", "IMAGE_STRUCTURE"));
            Assert.Equal((0d, "class", "kept", "Palette"), (read.Band(1).NoData, read.Band(1).Description, read.Band(1).Metadata("CLASS_1"), read.Band(1).ColourInterpretation));
            Assert.Equal(Place(width, height).GeoTransform, read.GeoTransform);
            Assert.Equal("EPSG:32633", read.SpatialReference!.Code);
        }

        var levels = new TiffLevels(folder["a.tif"]);
        for (int level = 0; level < levels.Count; level++)
        {
            int side = 1 << level;
            Assert.Equal(((width + side - 1) / side, (height + side - 1) / side), levels.Size(level));
            Assert.Equal(level == 0 ? pixels : Mode.Of(pixels, width, height, level), levels.Pixels(level, 0, 1));
        }

        (int w, int h) = levels.Size(levels.Count - 1);
        Assert.True(Math.Max(w, h) <= 512 && (levels.Count == 1 || Math.Max(levels.Size(levels.Count - 2).Width, levels.Size(levels.Count - 2).Height) > 512));
    }

    [Fact]
    public void File_LiesAsACogDoes()
    {
        Write("a.tif", 1300, 700, Pixels(1300, 700, 5), 512, 512);
        AssertIsACog(new TiffLevels(folder["a.tif"]));
    }

    [Fact]
    public void File_IsABigTiff_WhereAClassicOneWouldBeTooLong()
    {
        byte[] pixels = Pixels(1300, 700, 5);
        Write("classic.tif", 1300, 700, pixels, 512, 512);
        Write("big.tif", 1300, 700, pixels, 512, 512, largestClassic: new FileInfo(folder["classic.tif"]).Length - 1);
        var levels = new TiffLevels(folder["big.tif"]);
        Assert.True(levels.IsBig);
        Assert.False(new TiffLevels(folder["classic.tif"]).IsBig);
        AssertIsACog(levels);
        Assert.Equal(pixels, levels.Pixels(0, 0, 1));
        using Dataset read = Dataset.Open(folder["big.tif"]);
        byte[] found = new byte[pixels.Length];
        read.Band(1).Read(new Window(0, 0, 1300, 700), found.AsSpan());
        Assert.Equal(pixels, found);
        Assert.Equal(("COG", "EPSG:32633"), (read.Metadata("LAYOUT", "IMAGE_STRUCTURE"), read.SpatialReference!.Code));
    }

    [Theory]
    [InlineData(256, 256, 1)]
    [InlineData(1024, 1024, 2)]
    [InlineData(1300, 24, 3)]
    [InlineData(100, 333, 2)]
    public void Bytes_AreTheSame_ForAnyTilesOrderAndWorkers(int tileWidth, int tileHeight, int workers)
    {
        byte[] pixels = Pixels(1300, 1100, 7);
        Write("a.tif", 1300, 1100, pixels, 512, 512);
        Write("b.tif", 1300, 1100, pixels, tileWidth, tileHeight, workers: workers, seed: tileWidth);
        Assert.True(File.ReadAllBytes(folder["a.tif"]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["b.tif"])));
    }

    [Fact]
    public void Bands_LieSideBySide_WithOverviewsOfTheirOwn()
    {
        byte[] one = Pixels(700, 600, 5), two = Pixels(700, 600, 3);
        Write("a.tif", 700, 600, [.. one, .. two], 100, 512, bands: [Classes, Cycles]);
        var levels = new TiffLevels(folder["a.tif"]);
        Assert.Equal(2, levels.Count);
        foreach ((byte[] band, int index) in ((byte[] Band, int)[])[(one, 0), (two, 1)])
        {
            Assert.Equal(band, levels.Pixels(0, index, 2));
            Assert.Equal(Mode.Of(band, 700, 600, 1), levels.Pixels(1, index, 2));
        }

        using Dataset read = Dataset.Open(folder["a.tif"]);
        Assert.Equal((2, "cycles", "a season", "kept"), (read.BandCount, read.Band(2).Description, read.Band(2).Metadata("UNIT"), read.Band(1).Metadata("CLASS_1")));
        byte[] found = new byte[two.Length];
        read.Band(2).Read(new Window(0, 0, 700, 600), found.AsSpan());
        Assert.Equal(two, found);
    }

    [Theory]
    [InlineData(1, 512, 512)]
    [InlineData(1, 100, 333)]
    [InlineData(3, 512, 256)]
    public void Numbers_OfSixteenBits_HaveTheUpperLeftOneInTheirOverviews(int bands, int tileWidth, int tileHeight)
    {
        const int Width = 1301, Height = 700;
        using (var writer = new CogWriter(folder["a.tif"], Place(Width, Height), [.. Enumerable.Repeat(Cycles, bands)], PixelType.UInt16))
        {
            var encoder = new CogEncoder(writer);
            for (int row = 0; row < Height; row += tileHeight)
            {
                for (int column = 0; column < Width; column += tileWidth)
                {
                    Window tile = new Window(0, 0, Width, Height).Intersect(new Window(column, row, tileWidth, tileHeight));
                    ushort[] numbers = [.. Enumerable.Range(0, bands).SelectMany(b => Enumerable.Range(0, (int)tile.PixelCount).Select(i => Number(b, tile.Row + (i / tile.Width), tile.Column + (i % tile.Width))))];
                    encoder.Append(tile, MemoryMarshal.AsBytes(numbers.AsSpan()));
                }
            }

            writer.Complete();
        }

        var levels = new TiffLevels(folder["a.tif"]);
        AssertIsACog(levels);
        Assert.Equal(3, levels.Count);
        for (int level = 0; level < levels.Count; level++)
        {
            (int width, int height) = levels.Size(level);
            for (int band = 0; band < bands; band++)
            {
                byte[] low = levels.Pixels(level, 2 * band, 2 * bands), high = levels.Pixels(level, (2 * band) + 1, 2 * bands);
                Assert.Equal(Enumerable.Range(0, width * height).Select(i => Number(band, i / width << level, i % width << level)), low.Zip(high, (l, h) => (ushort)(l | (h << 8))));
            }
        }

        using Dataset read = Dataset.Open(folder["a.tif"]);
        ushort[] found = new ushort[Width * Height];
        read.Band(bands).Read(new Window(0, 0, Width, Height), found.AsSpan());
        Assert.Equal(Enumerable.Range(0, Width * Height).Select(i => Number(bands - 1, i / Width, i % Width)), found);
        Assert.Equal((PixelType.UInt16, 0d, "COG"), (read.Band(1).PixelType, read.Band(1).NoData, read.Metadata("LAYOUT", "IMAGE_STRUCTURE")));

        static ushort Number(int band, int row, int column) => (ushort)((((band + 1) * 40503) ^ (row * 2654) ^ (column * 40499)) & 0xffff);
    }

    [Fact]
    public void Reader_GivesBackWhatWasAppended()
    {
        byte[] pixels = Pixels(1300, 700, 5);
        using CogWriter writer = Append("a.tif", 1300, 700, pixels, 100, 90);
        using var reader = new CogReader(writer);
        foreach (Window window in (Window[])[new(0, 0, 1300, 700), new(500, 500, 30, 20), new(0, 512, 1300, 188), new(1299, 699, 1, 1)])
        {
            byte[] found = new byte[window.PixelCount];
            reader.Read(window, found);
            Assert.Equal([.. Enumerable.Range(0, (int)window.PixelCount).Select(i => pixels[((window.Row + (i / window.Width)) * 1300) + window.Column + (i % window.Width)])], found);
        }
    }

    [Fact]
    public void Complete_Refuses_WhenATileIsMissing()
    {
        using (var writer = new CogWriter(folder["a.tif"], Place(600, 600), [Classes]))
        {
            var encoder = new CogEncoder(writer);
            encoder.Append(new Window(0, 0, 600, 599), new byte[600 * 599]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Append_Refuses_WhatIsThereAlready_OrLiesOutside()
    {
        using var writer = new CogWriter(folder["a.tif"], Place(600, 600), [Classes]);
        var encoder = new CogEncoder(writer);
        encoder.Append(new Window(0, 0, 512, 512), new byte[512 * 512]);
        Assert.Throws<InvalidOperationException>(() => encoder.Append(new Window(0, 0, 512, 512), new byte[512 * 512]));
        Assert.Throws<ArgumentException>(() => encoder.Append(new Window(512, 0, 89, 1), new byte[89]));
        Assert.Throws<ArgumentException>(() => encoder.Append(new Window(512, 0, 88, 1), new byte[87]));
    }

    [Fact]
    public void Complete_NoticesEveryBitThatTheDiskChanges()
    {
        byte[] pixels = Pixels(600, 100, 5);
        var random = new Random(3);
        for (int trial = 0; trial < 40; trial++)
        {
            using (CogWriter writer = Append("a.tif", 600, 100, pixels, 600, 100))
            {
                using (FileStream spool = new(folder["a.tif.spool"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                    long at = random.NextInt64(spool.Length);
                    spool.Position = at;
                    int value = spool.ReadByte();
                    spool.Position = at;
                    spool.WriteByte((byte)(value ^ (1 << random.Next(8))));
                }

                IOException e = Assert.Throws<IOException>(writer.Complete);
                Assert.Contains("reads back otherwise than it was written", e.Message, StringComparison.Ordinal);
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }
    }

    [Fact]
    public void Encoder_AllocatesNothing_AfterItsFirstTiles()
    {
        byte[] pixels = Pixels(512, 512, 5);
        using var writer = new CogWriter(folder["a.tif"], Place(512 * 12, 512 * 12), [Classes]);
        var encoder = new CogEncoder(writer);
        Row(0);
        Row(1);
        Row(2);
        Row(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Row(4);
        Row(5);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);

        void Row(int row)
        {
            for (int column = 0; column < 12; column++)
            {
                encoder.Append(new Window(512 * column, 512 * row, 512, 512), pixels);
            }
        }
    }

    public void Dispose() => folder.Dispose();

    private static Grid Place(int width, int height) => new(width, height, new GeoTransform(359130.5, 10, 0, 5352340.25, 0, -10), SpatialReference.FromEpsg(32633));

    private static void AssertIsACog(TiffLevels levels)
    {
        Assert.Equal(levels.Places.Order(), levels.Places);
        long end = levels.Places[^1];
        for (int level = levels.Count - 1; level >= 0; level--)
        {
            long[] offsets = levels.Tag(level, 324), counts = levels.Tag(level, 325);
            Assert.Equal(level > 0, levels.Has(level, 254));
            Assert.Equal(levels.Has(0, 320) ? levels.Tag(0, 320) : null, levels.Has(level, 320) ? levels.Tag(level, 320) : null);
            for (int block = 0; block < offsets.Length; block++)
            {
                Assert.True(offsets[block] - 4 >= end, $"block {block} of level {level} lies before the one before it");
                end = offsets[block] + counts[block] + 4;
                (int leader, byte[] trailer, byte[] last) = levels.Around(level, block);
                Assert.Equal(counts[block], leader);
                Assert.Equal(last, trailer);
            }
        }
    }

    // Patches and speckle, so that blocks compress and differ.
    private static byte[] Pixels(int width, int height, int values)
    {
        var random = new Random((width * 31) + height);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(random.Next(9) == 0 ? random.Next(values) : ((i / width / 37) + (i % width / 53)) % values);
        }

        return pixels;
    }

    private void Write(string name, int width, int height, byte[] pixels, int tileWidth, int tileHeight, int workers = 1, int seed = 0, IReadOnlyList<CogBand>? bands = null, long? largestClassic = null)
    {
        using CogWriter writer = Append(name, width, height, pixels, tileWidth, tileHeight, workers, seed, bands, largestClassic);
        writer.Complete();
        Assert.False(File.Exists(folder[name + ".part"]));
    }

    // Tiles in an order of their own, dealt out to so many threads.
    private CogWriter Append(string name, int width, int height, byte[] pixels, int tileWidth, int tileHeight, int workers = 1, int seed = 0, IReadOnlyList<CogBand>? bands = null, long? largestClassic = null)
    {
        bands ??= [Classes];
        var writer = new CogWriter(folder[name], Place(width, height), bands) { LargestClassicBytes = largestClassic ?? uint.MaxValue };
        var tiles = new List<Window>();
        for (int row = 0; row < height; row += tileHeight)
        {
            for (int column = 0; column < width; column += tileWidth)
            {
                tiles.Add(new Window(0, 0, width, height).Intersect(new Window(column, row, tileWidth, tileHeight)));
            }
        }

        Window[] order = [.. tiles];
        new Random(seed).Shuffle(order);
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(number => new Thread(() =>
        {
            var encoder = new CogEncoder(writer);
            foreach (Window tile in order.Where((_, i) => i % workers == number))
            {
                encoder.Append(tile, Cut(tile));
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return writer;

        byte[] Cut(Window tile)
        {
            byte[] cut = new byte[tile.PixelCount * bands.Count];
            for (int i = 0; i < cut.Length; i++)
            {
                int band = i / (int)tile.PixelCount, within = i % (int)tile.PixelCount;
                cut[i] = pixels[(band * width * height) + ((tile.Row + (within / tile.Width)) * width) + tile.Column + (within % tile.Width)];
            }

            return cut;
        }
    }
}
