using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;

namespace RasterEngine.Host.Cli;

/// <summary><c>layer-child</c>, for the service alone: answers questions about layers of results, a line each, under a scan's limits.</summary>
internal static class LayerChildCommand
{
    public const string Name = "layer-child";

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command(Name, "Looks at layers of the service, in a process of its own.") { Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed.GetRequiredValue(Out))));
        return command;
    }

    private static int Run(string folder)
    {
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        Directory.CreateDirectory(folder);
        using var layers = new OpenLayers();
        foreach (string line in ChildCommand.LinesOfParent())
        {
            JsonObject answer;
            try
            {
                var question = (JsonObject)JsonNode.Parse(line)!;
                answer = new LayerQuestion(question, folder).Answer(layers);
            }
            catch (ScanException e)
            {
                answer = new JsonObject { ["code"] = e.Code, ["sentence"] = e.Message };
            }
            catch (Exception e) when (e is GdalException or IOException or UnauthorizedAccessException)
            {
                answer = new JsonObject { ["code"] = "machine", ["sentence"] = "This layer cannot be read: its file is gone or damaged." };
            }

            Console.Out.WriteLine(answer.ToJsonString(OneLine));
        }

        return ExitCode.Done;
    }
}
