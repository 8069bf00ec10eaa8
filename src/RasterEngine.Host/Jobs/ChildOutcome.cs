namespace RasterEngine.Host.Jobs;

/// <summary>How a child ended.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Code">Code of a refusal or a failure.</param>
/// <param name="Sentence">What it said, or what was seen of its end.</param>
internal sealed record ChildOutcome(ChildEnd Kind, string Code, string Sentence);
