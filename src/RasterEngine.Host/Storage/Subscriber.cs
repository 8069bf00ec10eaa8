namespace RasterEngine.Host.Storage;

/// <summary>Addresses that are told what becomes of a scan, as OGC API – Processes 1.0 has them.</summary>
/// <param name="SuccessUri">Is sent the results.</param>
/// <param name="FailedUri">Is sent the status document of a scan that failed or was dismissed.</param>
/// <param name="InProgressUri">Is sent the status document when the scan is begun.</param>
internal sealed record Subscriber(string? SuccessUri, string? FailedUri, string? InProgressUri);
