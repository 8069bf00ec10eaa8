using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class FloatPlanesTests
{
    [Fact]
    public void Join_EqualsTheDefinition_AtEveryLength()
    {
        for (int length = 0; length <= 257; length++)
        {
            byte[] planes = new byte[8 * length];
            new Random(length).NextBytes(planes);
            var floats = new uint[length + 1];
            var doubles = new ulong[length + 1];
            FloatPlanes.Join(planes.AsSpan(0, 4 * length), floats.AsSpan(0, length));
            FloatPlanes.Join(planes, doubles.AsSpan(0, length));
            for (int i = 0; i < length; i++)
            {
                // The highest byte of every number first, then the next.
                Assert.Equal(BitConverter.ToUInt32([.. Enumerable.Range(0, 4).Select(b => planes[((3 - b) * length) + i])]), floats[i]);
                Assert.Equal(BitConverter.ToUInt64([.. Enumerable.Range(0, 8).Select(b => planes[((7 - b) * length) + i])]), doubles[i]);
            }

            Assert.Equal((0u, 0ul), (floats[length], doubles[length]));
        }
    }

    [Fact]
    public void Join_Refuses_WhenBytesAreTooFewOrTooMany()
    {
        Assert.Throws<ArgumentException>(() => FloatPlanes.Join(new byte[15], new uint[4]));
        Assert.Throws<ArgumentException>(() => FloatPlanes.Join(new byte[33], new ulong[4]));
    }
}
