namespace RasterEngine.Scenes;

/// <summary>Where the question says a band is, and what it says about its numbers. Nulls are left to the file.</summary>
/// <param name="Path">As written in the question.</param>
/// <param name="FullPath">The same, absolute.</param>
/// <param name="Number">From 1.</param>
/// <param name="Scale">Reflectance = stored × Scale + Offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="NoData">The stored value that means “nothing here”.</param>
public sealed record BandSource(string Path, string FullPath, int Number, decimal? Scale, decimal? Offset, double? NoData)
{
    /// <summary>Scale and offset are a catalogue's word: the file's own tags come first (algorithms.md §1).</summary>
    public bool YieldsToTags { get; init; }
}
