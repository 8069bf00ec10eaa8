namespace RasterEngine.Host.Tests.Access;

/// <summary>A request that a <see cref="Receiver"/> got, and how it answered.</summary>
internal sealed record Received(string Path, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);
