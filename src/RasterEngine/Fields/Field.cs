namespace RasterEngine.Fields;

/// <summary>A field: pixels of one class that hang together.</summary>
/// <param name="Class">Their class.</param>
/// <param name="Pixels">How many they are.</param>
/// <param name="AreaSteps">Their ground area, in the steps that pixels' areas were given in.</param>
/// <param name="CentreColumn">Mean column of their centres, in the mask's pixels from its left edge.</param>
/// <param name="CentreRow">Mean row of their centres, from its upper edge.</param>
public sealed record Field(byte Class, long Pixels, long AreaSteps, double CentreColumn, double CentreRow);
