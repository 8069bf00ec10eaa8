using System.CommandLine;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;
using RasterEngine.Samples;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary><c>pixel-child</c>, for the service alone: what a scan saw at one place, under a scan's limits.</summary>
internal static class PixelChildCommand
{
    public const string Name = "pixel-child", FileName = "pixel.json";

    private static readonly Argument<string> Document = new("SCAN.json");
    private static readonly Option<string> Mask = new("--mask") { Required = true };
    private static readonly Option<double> Longitude = new("--lon") { Required = true }, Latitude = new("--lat") { Required = true };
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command(Name, "One pixel of the service, in a process of its own.") { Document, Mask, Longitude, Latitude, Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ChildCommand.EndWithParent();
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        string[] within = parsed.GetRequiredValue(Within);
        ArchiveBoundary.Set(within);
        if (PixelNumbers.At(File.ReadAllBytes(parsed.GetRequiredValue(Document)), within[0], parsed.GetRequiredValue(Mask), parsed.GetRequiredValue(Longitude), parsed.GetRequiredValue(Latitude)) is { } pixel)
        {
            string folder = parsed.GetRequiredValue(Out);
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(pixel, PixelJson.Default.PixelDocument));
        }

        return ExitCode.Done;
    }
}
