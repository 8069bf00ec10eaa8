namespace RasterEngine.Scans;

/// <summary>What the analyst looks for. Printed with the result; it does not change a pixel.</summary>
/// <param name="Name">For instance annual crops.</param>
/// <param name="Definition">What counts as it.</param>
/// <param name="SeasonStart">First day of the season asked about.</param>
/// <param name="SeasonEnd">Its last day.</param>
public sealed record Target(string? Name, string? Definition, DateOnly? SeasonStart, DateOnly? SeasonEnd);
