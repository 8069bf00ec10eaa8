using CsCheck;
using RasterEngine.Cogs;
using Xunit;

namespace RasterEngine.Tests.Cogs;

public sealed class HuffmanCodeTests
{
    private static readonly Gen<int[]> Counts = Gen.Int[0, 1000].Array[2, 60].Where(c => c.Count(n => n > 0) >= 2);

    [Fact]
    public void CodesAreCompleteAndAsShortAsHuffmans() => Counts.Sample(counts =>
    {
        var code = new HuffmanCode(counts.Length, 15);
        code.Make(counts);

        Assert.Equal(1 << 15, counts.Select((n, i) => n > 0 ? 1 << (15 - code.Lengths[i]) : 0).Sum());
        Assert.Equal(ShortestBits(counts), counts.Select((n, i) => (long)n * code.Lengths[i]).Sum());
    });

    [Fact]
    public void LimitedCodesAreComplete() => Gen.Int[1, 1_000_000].Array[19].Sample(counts =>
    {
        counts[3] = int.MaxValue / 8;
        var code = new HuffmanCode(19, 7);
        code.Make(counts);

        Assert.All(code.Lengths, l => Assert.InRange(l, 1, 7));
        Assert.Equal(1 << 7, code.Lengths.Sum(l => 1 << (7 - l)));
    });

    [Fact]
    public void WordsAreThoseOfTheStandardsExample()
    {
        // RFC 1951 §3.2.2: lengths 3,3,3,3,3,2,4,4 give 010, 011, 100, 101, 110, 00, 1110, 1111. These counts give these lengths.
        var code = new HuffmanCode(8, 15);
        code.Make([10, 10, 10, 10, 10, 20, 5, 5]);

        Assert.Equal(new byte[] { 3, 3, 3, 3, 3, 2, 4, 4 }, code.Lengths);
        Assert.Equal(["010", "011", "100", "101", "110", "00", "1110", "1111"], code.Words.Select((w, i) => FirstBitFirst(w, code.Lengths[i])));
    }

    private static string FirstBitFirst(ushort word, int length) => string.Concat(Enumerable.Range(0, length).Select(bit => (word >> bit) & 1));

    // By the definition: the two smallest weights are joined until one is left; every joint costs its weight.
    private static long ShortestBits(int[] counts)
    {
        var queue = new PriorityQueue<long, long>(counts.Where(n => n > 0).Select(n => ((long)n, (long)n)));
        long bits = 0;
        while (queue.Count > 1)
        {
            long joint = queue.Dequeue() + queue.Dequeue();
            bits += joint;
            queue.Enqueue(joint, joint);
        }

        return bits;
    }
}
