namespace RasterEngine.Scenes;

/// <summary>One statement of a quality band: a class value, or a field of bits.</summary>
/// <param name="Name">As documents call it.</param>
/// <param name="Shift">Bit bands: the lowest bit. Class bands: unused.</param>
/// <param name="Bits">Bit bands: how many bits. 0 for a class value.</param>
/// <param name="Smallest">Bit bands: the statement holds from this value of the field on. Class bands: the class.</param>
/// <param name="Largest">Bit bands: up to this one.</param>
/// <param name="IsDropped">Excluded unless the question says otherwise.</param>
/// <param name="Grows">Cloud or shadow: widened by <c>grow</c> when excluded.</param>
/// <param name="State">Why a pixel is excluded by it: a state of <see cref="Kernels.Cell"/>.</param>
public sealed record QualityFlag(string Name, int Shift, int Bits, int Smallest, int Largest, bool IsDropped, bool Grows, byte State)
{
    /// <summary>Whether a stored value makes this statement.</summary>
    public bool Holds(int value)
    {
        int field = Bits == 0 ? value : (value >> Shift) & ((1 << Bits) - 1);
        return field >= Smallest && field <= Largest;
    }
}
