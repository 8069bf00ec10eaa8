using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>Sums of differences at every length a vector may end in, in fenced buffers, against the definition: one addition after the other.</summary>
public sealed class HorizontalDifferencesTests
{
    private const int Longest = 257, Fence = 16;

    [Fact]
    public void Undo_EqualsTheDefinition_ForBytes() => Check<byte>(HorizontalDifferences.Undo, (a, b) => (byte)(a + b));

    [Fact]
    public void Undo_EqualsTheDefinition_ForNumbersOf16Bits() => Check<ushort>(HorizontalDifferences.Undo, (a, b) => (ushort)(a + b));

    [Fact]
    public void Undo_EqualsTheDefinition_ForNumbersOf32Bits() => Check<uint>(HorizontalDifferences.Undo, (a, b) => a + b);

    [Fact]
    public void Undo_EqualsTheDefinition_ForNumbersOf64Bits() => Check<ulong>(HorizontalDifferences.Undo, (a, b) => a + b);

    [Fact]
    public void Undo_GivesTheNumbers_OfTiff6Section14()
    {
        // Differences of 10, 12, 9, 9, 260 as uint16, by hand.
        ushort[] row = [10, 2, 65533, 0, 251];
        HorizontalDifferences.Undo(row);
        Assert.Equal<ushort>([10, 12, 9, 9, 260], row);
    }

    private static void Check<T>(Undoing<T> undo, Func<T, T, T> add)
        where T : unmanaged
    {
        for (int length = 0; length <= Longest; length++)
        {
            var buffer = new T[length + (2 * Fence)];
            new Random(length).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(buffer.AsSpan()));
            T[] expected = [.. buffer];
            for (int i = 1; i < length; i++)
            {
                expected[Fence + i] = add(expected[Fence + i - 1], expected[Fence + i]);
            }

            undo(buffer.AsSpan(Fence, length));
            Assert.Equal(expected, buffer);
        }
    }

    private delegate void Undoing<T>(Span<T> row);
}
