namespace RasterEngine.Scenes;

/// <summary>An XML element of a metadata file.</summary>
/// <param name="Name">Without its namespace.</param>
/// <param name="Parent">The name of the element around it; empty for the outermost.</param>
/// <param name="BandId">Its attribute <c>band_id</c>; null without one.</param>
/// <param name="Text">Its own text, trimmed; empty where it only holds elements.</param>
internal readonly record struct MetadataElement(string Name, string Parent, string? BandId, string Text);
