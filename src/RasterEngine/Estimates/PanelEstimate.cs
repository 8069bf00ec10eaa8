namespace RasterEngine.Estimates;

/// <summary>What a labelled sample says.</summary>
/// <param name="Level">Confidence of the intervals, such as 0.95.</param>
/// <param name="Method">One paragraph: estimator, variance, interval.</param>
/// <param name="Areas">One a class.</param>
/// <param name="Accuracy">How right the map is.</param>
/// <param name="Zones">One a zone and class; empty where the panel has no zones.</param>
/// <param name="Warnings">What a reader must know beside.</param>
public sealed record PanelEstimate(double Level, string Method, IReadOnlyList<AreaEstimate> Areas, MapAccuracy Accuracy, IReadOnlyList<ZoneEstimate> Zones, IReadOnlyList<EstimateWarning> Warnings);
