namespace RasterEngine.Monitors;

/// <summary>A file that went into a state.</summary>
/// <param name="Path">As written in the document.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Xxh128">XXH128, lower-case hexadecimal.</param>
public sealed record StateInput(string Path, long Bytes, string Xxh128);
