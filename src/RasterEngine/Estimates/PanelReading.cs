namespace RasterEngine.Estimates;

/// <summary>A panel and what its documents left open.</summary>
/// <param name="Panel">The labelled units.</param>
/// <param name="AreaKnown">False: strata are sized in units of an area that is not told, so that shares are known and hectares are not.</param>
/// <param name="NonResponses">Units that were drawn and have no label.</param>
public sealed record PanelReading(Panel Panel, bool AreaKnown = true, long NonResponses = 0);
