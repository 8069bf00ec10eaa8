using System.CommandLine;
using RasterEngine.Estimates;

namespace RasterEngine.Host.Cli;

/// <summary><c>--matrix M.json</c>: counts of labelled units, a row a stratum.</summary>
internal static class MatrixInput
{
    private static readonly Option<string?> Matrix = new("--matrix") { Description = "An error matrix: classes, counts (rows are strata, columns reference classes) and strata.", HelpName = "M.json" };

    public static EstimateInput Kind { get; } = new("--matrix M.json", [Matrix], (parsed, options) =>
    {
        string file = parsed.GetValue(Matrix)!;
        return MatrixDocument.Read(file, DocumentFile.Read(file, "an error matrix"), options.Design);
    });
}
