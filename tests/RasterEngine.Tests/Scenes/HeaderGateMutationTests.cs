using System.Buffers.Binary;
using System.Diagnostics;
using CsCheck;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Spoilt files: the gate passes or refuses, and nothing else, in bounded time and memory.</summary>
public sealed class HeaderGateMutationTests
{
    private const int Mutants = 10_000;

    [Fact]
    public void Mutant_PassesOrIsRefused_AndNothingElse()
    {
        using var folder = new TemporaryFolder();
        (byte[] Bytes, Range Header)[] originals = Originals(folder);
        Assert.All(originals, o => HeaderGate.Check("a.tif", new MemoryStream(o.Bytes)));
        // Sample's seed is that of its first case only; here all of them are the same in every run.
        var chance = new PCG(1, 20_240_601);
        int passed = 0;
        var codes = new Dictionary<string, int>();
        for (int i = 0; i < Mutants; i++)
        {
            (byte[] original, Range header) = originals[i % originals.Length];
            byte[] mutant = [.. original];
            Mutation[] mutations = Mutation.Several.Generate(chance, null, out _);
            foreach (Mutation mutation in mutations)
            {
                mutant = mutation.Apply(mutant, header);
            }

            if (Refusal(mutant, $"mutant {i}: {string.Join("; ", mutations.AsEnumerable())}") is { } code)
            {
                codes[code] = codes.GetValueOrDefault(code) + 1;
            }
            else
            {
                passed++;
            }
        }

        // The mutations reach both sides of the gate, and each of its reasons.
        Assert.InRange(passed, Mutants / 20, Mutants * 19 / 20);
        Assert.Equal(["header-refused", "not-a-raster", "truncated-file"], codes.Keys.Where(c => c != "external-reference").Order(StringComparer.Ordinal));
        Assert.All(codes.Where(c => c.Key != "external-reference"), c => Assert.True(c.Value > 50, $"{c.Key}: {c.Value}"));
    }

    private static string? Refusal(byte[] mutant, string what)
    {
        using var stream = new MemoryStream(mutant);
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        string? code = null;
        try
        {
            HeaderGate.Check("a.tif", stream);
        }
        catch (ScanException e)
        {
            code = e.Code;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"{what}: took {Stopwatch.GetElapsedTime(start)}");
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(bytes < 16 << 20, $"{what}: allocated {bytes} bytes");
        return code;
    }

    private static (byte[] Bytes, Range Header)[] Originals(TemporaryFolder folder)
    {
        List<byte[]> files =
        [
            new TiffBytes().Build(),
            new TiffBytes(isBig: true, isBigEndian: true).With(42112, "<GDALMetadata><Item name=\"A\">x</Item></GDALMetadata>").Build(),
            new TiffBytes { Directories = 3 }.With(278, 4, 4).With(273, 4, 16, 80, 144, 0).With(279, 4, 64, 64, 64, 0).With(42113, "0").Build(),
            Jp2Bytes.Boxed(),
            Jp2Bytes.Codestream(),
            File.ReadAllBytes(TestRasterOf(folder["bands.tif"], "INTERLEAVE=BAND", "COMPRESS=LZW", "BIGTIFF=YES")),
            File.ReadAllBytes(TestRasterOf(folder["pixels.tif"], "INTERLEAVE=PIXEL", "COMPRESS=DEFLATE", "ENDIANNESS=BIG", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16")),
            File.ReadAllBytes(Repository.Path("data-samples", "prairie-feet", "prairie_2014-07-20.tif")),
            File.ReadAllBytes(Repository.Path("data-samples", "pucallpa", "pucallpa_1985.tif")),
        ];
        return [.. files.Select(f => (f, Header(f)))];
    }

    // Of classic TIFFs in this machine's order the first directory; of all others the beginning.
    private static Range Header(byte[] file)
    {
        int at = file.AsSpan().StartsWith("II*\0"u8) ? BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)) : 0;
        return at..Math.Min(at + 400, file.Length);
    }

    private static string TestRasterOf(string path, params string[] options)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", 40, 30, 3, PixelType.UInt16, options);
        for (int band = 1; band <= 3; band++)
        {
            dataset.Band(band).SetNoData(7);
            dataset.Band(band).Write<int>(new Window(0, 0, 40, 30), [.. Enumerable.Range(band, 1200)]);
        }

        dataset.Close();
        return path;
    }
}
