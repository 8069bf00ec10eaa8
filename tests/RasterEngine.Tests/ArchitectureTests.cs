using System.Text.RegularExpressions;
using Xunit;

namespace RasterEngine.Tests;

/// <summary>Inside the engine a folder uses only those listed before it; unsafe code, HTTP and SQL stay in their rooms.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Folders = ["Kernels", "Tiling", "Scenes", "Cogs", "Masks", "Areas", "Estimates", "Fields", "Scans", "Monitors", "Publication", "Samples"];

    private static readonly Regex UsesFolder = new($@"RasterEngine\.({string.Join('|', Folders)})\b");

    [Fact]
    public void Folders_UseOnlyThoseBeforeThem()
    {
        string engine = Repository.Path("src", "RasterEngine");
        Assert.Equal(Folders.Order(), Directory.EnumerateDirectories(engine).Select(Path.GetFileName).Where(n => n is not ("bin" or "obj")).Order());
        foreach ((string folder, int rank) in Folders.Select((f, i) => (f, i)))
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(engine, folder), "*.cs"))
            {
                string text = File.ReadAllText(file);
                foreach (Match use in UsesFolder.Matches(text))
                {
                    Assert.True(Array.IndexOf(Folders, use.Groups[1].Value) <= rank, $"{folder}/{Path.GetFileName(file)} uses {use.Groups[1].Value}");
                }

                Assert.DoesNotContain("unsafe ", text.Replace("Unsafe.", "", StringComparison.Ordinal).Replace("unsafe code", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotMatch("using (System.Net|Microsoft.AspNetCore|Npgsql|Hangfire)", text);
                Assert.DoesNotMatch(@"\basync\b", text);
            }
        }
    }

    [Fact]
    public void GdalSkin_HasNeverHeardOfVegetation()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.Path("src", "RasterEngine.Gdal"), "*.cs"))
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotMatch("(?i)ndvi|vegetat", text);
            Assert.DoesNotMatch(UsesFolder, text);
        }
    }
}
