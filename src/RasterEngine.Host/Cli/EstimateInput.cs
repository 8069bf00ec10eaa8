using System.CommandLine;
using RasterEngine.Estimates;

namespace RasterEngine.Host.Cli;

/// <summary>One kind of sample that <c>estimate</c> reads.</summary>
/// <param name="Usage">As messages show it.</param>
/// <param name="Options">What it is named by; the first says that it is asked for.</param>
/// <param name="Read">Reads it.</param>
internal sealed record EstimateInput(string Usage, IReadOnlyList<Option<string?>> Options, Func<ParseResult, EstimateOptions, PanelReading> Read)
{
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(Options[0]) is not null;
}
