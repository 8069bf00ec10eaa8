namespace RasterEngine.Publication;

/// <summary>The fields of one class. With those left out they are all that the map has of it.</summary>
/// <param name="Value">Class number.</param>
/// <param name="Name">Its name; null when the map tells none.</param>
/// <param name="Fields">How many.</param>
/// <param name="InFields">Pixels and ground area of the fields.</param>
/// <param name="LeftOut">Of what was smaller.</param>
public sealed record FieldClassEntry(int Value, string? Name, long Fields, ExtentEntry InFields, ExtentEntry LeftOut);
