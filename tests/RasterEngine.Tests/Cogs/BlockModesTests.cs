using RasterEngine.Cogs;
using Xunit;

namespace RasterEngine.Tests.Cogs;

public sealed class BlockModesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(256)]
    public void Cells_AreTheModesOfTheirPixels_AtEveryLevel(int values)
    {
        var random = new Random(values);
        var modes = new BlockModes(9);
        foreach (int patch in (int[])[1, 3, 64])
        {
            byte[] block = Block(random, values, patch);
            modes.Count(block);
            for (int level = 1; level <= 9; level++)
            {
                Assert.Equal(Mode.Of(block, 512, 512, level), modes.Cells(level).ToArray());
            }
        }
    }

    [Fact]
    public void Cells_HoldNothingOfTheBlockBefore()
    {
        var modes = new BlockModes(9);
        modes.Count(Block(new Random(1), 200, 1));
        modes.Count(new byte[512 * 512]);
        for (int level = 1; level <= 9; level++)
        {
            Assert.DoesNotContain(modes.Cells(level).ToArray(), cell => cell != 0);
        }
    }

    [Fact]
    public void Cells_CountWholeBlocks_WhereABytesCountWouldOverflow()
    {
        byte[] block = new byte[512 * 512];
        Array.Fill(block, (byte)200);
        block[0] = 1;
        var modes = new BlockModes(9);
        modes.Count(block);
        Assert.Equal([200], modes.Cells(9).ToArray());
        Assert.DoesNotContain(modes.Cells(4).ToArray(), cell => cell != 200);
    }

    // Squares of a few pixels of one value; all values but the last are drawn.
    private static byte[] Block(Random random, int values, int patch)
    {
        byte[] block = new byte[512 * 512];
        int across = (512 + patch - 1) / patch;
        byte[] drawn = new byte[across * across];
        for (int i = 0; i < drawn.Length && values > 0; i++)
        {
            drawn[i] = (byte)random.Next(values);
        }

        for (int i = 0; i < block.Length; i++)
        {
            block[i] = drawn[(i / 512 / patch * across) + (i % 512 / patch)];
        }

        return block;
    }
}
