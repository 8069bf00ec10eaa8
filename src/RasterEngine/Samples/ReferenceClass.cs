namespace RasterEngine.Samples;

/// <summary>A class that interpreters tell apart.</summary>
/// <param name="Name">As labels call it.</param>
/// <param name="MapTo">The map's classes that claim to be it.</param>
public sealed record ReferenceClass(string Name, IReadOnlyList<string> MapTo);
