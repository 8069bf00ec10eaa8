using CsCheck;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>The engine's own tile path: taken on every layout it supports, and equal to libgdal on all of them and on every real file.</summary>
public sealed class TilePathTests
{
    private const int Width = 150, Height = 133;

    private static readonly PixelType[] Types = [PixelType.Byte, PixelType.UInt16, PixelType.Int16, PixelType.Float32, PixelType.Float64];

    private static readonly string[] Blocks = ["TILED=YES BLOCKXSIZE=64 BLOCKYSIZE=32", "TILED=NO BLOCKYSIZE=1", "TILED=NO BLOCKYSIZE=17", "TILED=NO BLOCKYSIZE=133"];

    private static readonly (string Compress, int[] Predictors)[] Codecs = [("NONE", [1]), ("DEFLATE", [1, 2, 3]), ("ZSTD", [1, 2, 3]), ("LZW", [1, 2, 3])];

    [Fact]
    public void EveryLayout_IsReadByTheEngine_AndEqualsLibgdal()
    {
        using var folder = new TemporaryFolder();
        int layouts = 0;
        foreach (PixelType type in Types)
        {
            foreach ((string compress, int[] predictors) in Codecs)
            {
                // GDAL writes predictor 3 for floats only, and libtiff 2 for 64 bits only since 4.4.
                foreach (int predictor in predictors.Where(p => p != 3 || type is PixelType.Float32 or PixelType.Float64))
                {
                    foreach (string blocks in Blocks)
                    {
                        foreach ((int bands, string interleave) in ((int, string)[])[(1, "BAND"), (3, "BAND"), (2, "PIXEL"), (3, "PIXEL"), (4, "PIXEL")])
                        {
                            // The rest of the product is in every pairing of these three somewhere.
                            string endian = (layouts % 2) == 0 ? "LITTLE" : "BIG", big = (layouts % 3) == 0 ? "YES" : "NO";
                            string path = folder[$"{layouts++}.tif"];
                            Write(path, type, bands, [.. blocks.Split(' '), $"COMPRESS={compress}", $"PREDICTOR={predictor}", $"INTERLEAVE={interleave}", $"ENDIANNESS={endian}", $"BIGTIFF={big}"]);
                            FileReading reading = BothReaders.Compare(path, Tiles(path));
                            _ = BothReaders.Compare(path, OddWindows(path));
                            string what = $"{type} {compress} predictor {predictor} {blocks} {bands} bands by {interleave}, {endian} endian";
                            Assert.True(reading is { Reader: "own", Why: null }, $"{what}: {reading.Reader}, because {reading.Why}");
                            File.Delete(path);
                        }
                    }
                }
            }
        }

        Assert.Equal(5 * (1 + 2 + 2 + 2) * 20 + (2 * 3 * 20), layouts);
    }

    [Theory]
    [InlineData("COMPRESS=PACKBITS", "its blocks are compressed by PackBits")]
    [InlineData("COMPRESS=LERC", "its blocks are compressed by Lerc")]
    [InlineData("NBITS=12", "its numbers have 12 bits in the sample format 1")]
    [InlineData("PHOTOMETRIC=MINISWHITE", "its photometric interpretation is 0")]
    public void OtherLayouts_AreLeftToLibgdal_AndSayWhy(string option, string why)
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.tif"], PixelType.UInt16, 1, ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", option]);
        Assert.Equal(("gdal", why), (BothReaders.Compare(folder["a.tif"], Tiles(folder["a.tif"])) is var r ? (r.Reader, r.Why) : default));
    }

    [Fact]
    public void EveryRealFile_IsTheSame_ThroughBothReaders()
    {
        string shared = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");
        string[] folders = [Repository.Path("data-samples"), .. Directory.Exists(shared) ? (string[])[shared] : []];
        int own = 0, all = 0;
        foreach (string path in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.*", SearchOption.AllDirectories)).Where(f => Path.GetExtension(f) is ".tif" or ".tiff").Order(StringComparer.Ordinal))
        {
            if (Record.Exception(() => SceneFile.Open(path, path).Dispose()) is null)
            {
                own += BothReaders.Compare(path, Tiles(path)).Reader == "own" ? 1 : 0;
                _ = BothReaders.Compare(path, OddWindows(path));
                all++;
            }
        }

        Assert.True(own >= 3 && own > all / 2, $"{own} of {all}");
    }

    [Fact]
    public void MissingBlocks_MeanWhatLibgdalSays()
    {
        using var folder = new TemporaryFolder();
        using (Dataset created = Dataset.Create(folder["a.tif"], "GTiff", 128, 128, 2, PixelType.UInt16, "SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE", "INTERLEAVE=BAND"))
        {
            created.Band(1).SetNoData(9);
            created.Band(1).Write<ushort>(new Window(0, 0, 64, 64), [.. Enumerable.Range(0, 4096).Select(i => (ushort)i)]);
            created.Close();
        }

        // 4 windows: each band in 4 types, and both at once. Only the first band's first block is there.
        FileReading reading = BothReaders.Compare(folder["a.tif"], [new Window(0, 0, 64, 64), new Window(64, 0, 64, 64), new Window(0, 64, 64, 64), new Window(0, 0, 128, 128)]);
        Assert.Equal("gdal", reading.Reader);
        Assert.StartsWith("libgdal read 32 of 36 windows", reading.Why, StringComparison.Ordinal);
    }

    [Theory, InlineData("DEFLATE"), InlineData("ZSTD"), InlineData("LZW")]
    public void BrokenBlock_IsRefusedInTheSameWords(string compress)
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.tif"], PixelType.UInt16, 1, ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", $"COMPRESS={compress}", "PREDICTOR=2"]);
        byte[] bytes = File.ReadAllBytes(folder["a.tif"]);
        // Pixels follow the header; the last blocks stay whole.
        bytes.AsSpan(bytes.Length / 3, 200).Fill(0xFF);
        File.WriteAllBytes(folder["a.tif"], bytes);
        _ = BothReaders.Compare(folder["a.tif"], Tiles(folder["a.tif"]));
        using var decoder = new BlockDecoder();
        using var reader = new RasterReader("a.tif", folder["a.tif"], decoder);
        ScanException e = Assert.Throws<ScanException>(() => reader.Read<ushort>(new BandSource("a.tif", folder["a.tif"], 1, null, null, null), "red", new Window(0, 0, Width, Height), new ushort[Width * Height]));
        Assert.Equal("corrupt-tile", e.Code);
        Assert.StartsWith("a.tif: band 1 (red) cannot be read in the tile at column 0, row 0 (150 × 133 pixels): the file is truncated or corrupt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutant_IsReadOrRefusedAsByLibgdal_AndNothingElse()
    {
        using var folder = new TemporaryFolder();
        (string Compress, string Interleave, PixelType Type)[] kinds =
            [("NONE", "PIXEL", PixelType.UInt16), ("DEFLATE", "BAND", PixelType.UInt16), ("ZSTD", "PIXEL", PixelType.UInt16), ("LZW", "BAND", PixelType.Byte), ("DEFLATE", "PIXEL", PixelType.Float32)];
        var chance = new PCG(1, 20_251_125);
        int compared = 0;
        foreach ((string compress, string interleave, PixelType type) in kinds)
        {
            Write(folder["o.tif"], type, 2, ["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32", $"COMPRESS={compress}", $"INTERLEAVE={interleave}", $"PREDICTOR={(compress == "NONE" ? 1 : 2)}"], 60, 50);
            byte[] original = File.ReadAllBytes(folder["o.tif"]);
            for (int i = 0; i < 400; i++)
            {
                byte[] mutant = [.. original];
                foreach (Mutation mutation in Mutation.Several.Generate(chance, null, out _))
                {
                    mutant = mutation.Apply(mutant, 0..400);
                }

                File.WriteAllBytes(folder["m.tif"], mutant);
                int width = 0, height = 0;
                if (Record.Exception(() =>
                    {
                        using Dataset dataset = SceneFile.Open("m.tif", folder["m.tif"]);
                        (width, height) = (dataset.Width, dataset.Height);
                    }) is not ScanException && (long)width * height <= 1 << 20)
                {
                    compared++;
                    _ = BothReaders.Compare(folder["m.tif"], [new Window(0, 0, width, height), new Window(0, 0, Math.Min(32, width), Math.Min(32, height))]);
                }
            }
        }

        Assert.True(compared > 200, $"{compared}");
    }

    [Fact]
    public void Tiles_AreReadWithoutAllocating_OnceBuffersAreThere()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.tif"], PixelType.UInt16, 4, ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE", "PREDICTOR=2", "INTERLEAVE=PIXEL"], 256, 256);
        using var decoder = new BlockDecoder();
        using var reader = new RasterReader("a.tif", folder["a.tif"], decoder);
        var source = new BandSource("a.tif", folder["a.tif"], 1, null, null, null);
        ushort[] pixels = new ushort[64 * 64];
        ReadAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void ReadAll()
        {
            for (int i = 0; i < 16; i++)
            {
                reader.Read<ushort>(source, "red", new Window(i % 4 * 64, i / 4 * 64, 64, 64), pixels);
            }
        }
    }

    // Some of those that a scan would take, at the edges too, and as many rows of the whole as make a megapixel.
    private static Window[] Tiles(string path)
    {
        using Dataset dataset = SceneFile.Open(path, path);
        RasterBand band = dataset.Band(1);
        var plan = new TilePlan(dataset.Width, dataset.Height, 0, 0, band.BlockWidth, band.BlockHeight);
        IEnumerable<Window> tiles = Enumerable.Range(0, plan.Count).Where(i => i < 3 || i == plan.Count - 1 || i == plan.Columns - 1).Select(i => plan[i].Window);
        int rows = Math.Max(1, (1 << 20) / dataset.Width / band.BlockHeight) * band.BlockHeight;
        return [.. tiles.Append(new Window(0, 0, dataset.Width, Math.Min(dataset.Height, rows))).Where(w => w.PixelCount <= 6 << 20)];
    }

    // Across blocks, of one pixel, of the last row and of the last column.
    private static Window[] OddWindows(string path)
    {
        using Dataset dataset = SceneFile.Open(path, path);
        (int width, int height) = (dataset.Width, dataset.Height);
        Window[] all =
        [
            new(width / 3, height / 4, Math.Max(1, width / 2), Math.Clamp(height / 2, 1, 300)), new(width / 2, height / 2, 1, 1), new(0, height - 1, width, 1), new(width - 1, 0, 1, Math.Min(height, 500)),
            new(width / 5, 0, width - (width / 5), Math.Min(height, 70)),
        ];
        return [.. all.Where(w => w.PixelCount <= 6 << 20)];
    }

    // Smooth enough that predictors matter, noisy enough that codecs do.
    private static void Write(string path, PixelType type, int bands, string[] options, int width = Width, int height = Height)
    {
        using Dataset created = Dataset.Create(path, "GTiff", width, height, bands, type, options);
        var random = new Random(width + bands);
        for (int band = 1; band <= bands; band++)
        {
            double[] pixels = [.. Enumerable.Range(0, width * height).Select(i => 90 + (40 * Math.Sin(i % width / 20.0)) + (band * 10) + random.Next(12) - (type is PixelType.Int16 or PixelType.Float32 ? 120 : 0) + (type == PixelType.Float32 ? random.NextDouble() : 0))];
            created.Band(band).Write<double>(new Window(0, 0, width, height), pixels);
        }

        created.Close();
    }
}
