namespace RasterEngine.Host.Tests.Conformance;

/// <summary>One thing that the standard asks of an answer.</summary>
/// <param name="Id">The standard's name for it (OGC 18-062r2, /req/…), with what is looked at.</param>
/// <param name="Of">Which recorded exchange.</param>
/// <param name="Wrong">What is wrong with it; null when nothing is.</param>
/// <param name="Fault">Plants a fault that the check must find.</param>
internal sealed record Requirement(string Id, string Of, Func<Exchange, string?> Wrong, Action<Exchange> Fault);
