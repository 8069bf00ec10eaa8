namespace RasterEngine.Benchmarks;

/// <summary>Bytes that a benchmark reads and writes for one pixel: <paramref name="stored"/> numbers of its class's stored type and <paramref name="bytes"/> more.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MovesAttribute(int stored, int bytes) : Attribute
{
    public int Stored { get; } = stored;

    public int Bytes { get; } = bytes;
}
