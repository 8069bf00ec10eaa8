using System.Text;
using CsCheck;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Whatever happened to a metadata file, reading it answers or refuses; it never fails in another way and names no file outside.</summary>
public sealed class MetadataMutantTests
{
    private const string Seed = "0000KsBqZ7Xy";

    private static readonly string[] Words =
        ["\"", "<", ">", "</", "{", "}", "[", "]", ",", ":", "=", "&#0;", "&x;", "<!DOCTYPE a>", "\\ud800", "\\u0000", "null", "-1", "1e999", "0", "NaN", "../", "/", "\0", "\n", "END", "GROUP = X\n", "٤", "\uFEFF"];

    [Fact]
    public void SurfaceMetadata_AnswerOrRefuse_WhateverHappenedToThem() => OfSafe(new SafeFolder(true, "05.09"));

    [Fact]
    public void TopMetadata_AnswerOrRefuse_WhateverHappenedToThem() => OfSafe(new SafeFolder(false, "04.00"));

    [Theory]
    [InlineData("json")]
    [InlineData("txt")]
    [InlineData("xml")]
    public void Mtl_AnswersOrRefuses_WhateverHappenedToIt(string form)
    {
        using var folder = new TemporaryFolder();
        var landsat = new LandsatFolder("LC08_L2SP_047027_20201204_20210313_02_T1", "LANDSAT_8", "OLI_TIRS");
        landsat.Write(folder.Path, form);
        string file = folder[$"{landsat.Product}_MTL.{form}"];
        Survives(file, folder.Path, () => LandsatProduct.Read("s", folder.Path));
    }

    [Fact]
    public void Item_AnswersOrRefuses_WhateverHappenedToIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["item.json"], StacItems.EarthSearch("05.09", false).ToJsonString());
        Survives(folder["item.json"], null, () => StacItem.Read("item.json", folder["item.json"]));
    }

    private static void OfSafe(SafeFolder safe)
    {
        using var folder = new TemporaryFolder();
        string full = safe.Write(folder.Path);
        Survives(Path.Combine(full, safe.MetadataName), full, () => Sentinel2Product.Read("s", full));
    }

    private static void Survives(string file, string? inside, Func<SceneMetadata> read)
    {
        byte[] whole = File.ReadAllBytes(file);
        int answered = 0;
        int refused = 0;
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, whole.Length - 1], Gen.Int[0, 60], Gen.Int[0, 255], Gen.Int[0, Words.Length - 1]).Array[1, 3].Sample(
            steps =>
            {
                File.WriteAllBytes(file, steps.Aggregate(whole, (bytes, step) => Mutate(bytes, step.Item1, step.Item2, step.Item3, (byte)step.Item4, Words[step.Item5])));
                try
                {
                    SceneMetadata scene = read();
                    answered++;
                    Assert.All(scene.Bands.Values, band => Assert.StartsWith(inside ?? "/", band.FullPath, StringComparison.Ordinal));
                }
                catch (ScanException e)
                {
                    refused++;
                    Assert.DoesNotContain(e.Message, char.IsControl);
                }
            },
            seed: Seed, iter: 2000, threads: 1);

        // Mutants that are all refused, or none, would show nothing.
        Assert.True(answered > 100 && refused > 100, $"{answered} answered, {refused} refused");
    }

    private static byte[] Mutate(byte[] bytes, int kind, int at, int length, byte value, string word)
    {
        if (bytes.Length == 0)
        {
            return Encoding.UTF8.GetBytes(word);
        }

        at %= bytes.Length;
        int end = Math.Min(at + length, bytes.Length);
        return kind switch
        {
            0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(word), .. bytes[at..]],
            _ => value < 16 ? bytes[..at] : [.. bytes[..at], (byte)('0' + (value % 10)), .. bytes[(at + 1)..]],
        };
    }
}
