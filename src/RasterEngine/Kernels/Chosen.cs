namespace RasterEngine.Kernels;

/// <summary>What a composite took of each pixel of a window.</summary>
public sealed class Chosen
{
    private ushort[] dates = [], counts = [];

    /// <summary>Pixels of the window.</summary>
    public int Length { get; private set; }

    /// <summary>The acquisition taken, from 0; 0 also where none was clear.</summary>
    public Span<ushort> Dates => dates.AsSpan(0, Length);

    /// <summary>Acquisitions that were clear.</summary>
    public Span<ushort> Counts => counts.AsSpan(0, Length);

    /// <summary>Makes room for a window.</summary>
    public void Resize(int length)
    {
        Length = length;
        if (dates.Length < length)
        {
            (dates, counts) = (new ushort[length], new ushort[length]);
        }
    }
}
