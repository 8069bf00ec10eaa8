namespace RasterEngine.Cogs;

/// <summary>A canonical Huffman code of limited length (RFC 1951 §3.2.2). Made again for every block; allocates once.</summary>
internal sealed class HuffmanCode
{
    private readonly int limit;
    private readonly int[] order, weight, parent, scaled;

    /// <param name="symbols">Of the alphabet.</param>
    /// <param name="limit">Bits of the longest code word: 15, or 7 for the code of the lengths.</param>
    public HuffmanCode(int symbols, int limit)
    {
        this.limit = limit;
        (Lengths, Words) = (new byte[symbols], new ushort[symbols]);
        (order, scaled) = (new int[symbols], new int[symbols]);
        (weight, parent) = (new int[2 * symbols], new int[2 * symbols]);
    }

    /// <summary>Bits of each symbol; 0 for one that does not occur.</summary>
    public byte[] Lengths { get; }

    /// <summary>Code words, first bit lowest, as a DEFLATE stream has them.</summary>
    public ushort[] Words { get; }

    /// <summary>Makes the code for these counts, of which at least two are not 0.</summary>
    public void Make(ReadOnlySpan<int> counts)
    {
        // Too long a word is rare (counts like Fibonacci's numbers) and cured by making the counts more alike.
        counts.CopyTo(scaled);
        while (!TryLengths())
        {
            for (int i = 0; i < scaled.Length; i++)
            {
                scaled[i] = (scaled[i] + 1) / 2;
            }
        }

        MakeWords();
    }

    // Huffman's algorithm on sorted leaves: inner nodes come in order of weight too, so two queues suffice.
    private bool TryLengths()
    {
        int leaves = 0;
        for (int symbol = 0; symbol < scaled.Length; symbol++)
        {
            Lengths[symbol] = 0;
            if (scaled[symbol] > 0)
            {
                order[leaves++] = symbol;
            }
        }

        // Counts of equal symbols keep the order of the symbols, so the code is the same everywhere.
        order.AsSpan(0, leaves).Sort((a, b) => scaled[a] != scaled[b] ? scaled[a].CompareTo(scaled[b]) : a.CompareTo(b));
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            weight[leaf] = scaled[order[leaf]];
        }

        int nextLeaf = 0, nextNode = leaves, nodes = (2 * leaves) - 1;
        for (int node = leaves; node < nodes; node++)
        {
            weight[node] = Take(node) + Take(node);
        }

        parent[nodes - 1] = 0;
        int deepest = 0;
        for (int node = nodes - 2; node >= 0; node--)
        {
            // From here on the parent's place holds the depth.
            parent[node] = parent[parent[node]] + 1;
            if (node < leaves)
            {
                Lengths[order[node]] = (byte)parent[node];
                deepest = Math.Max(deepest, parent[node]);
            }
        }

        return deepest <= limit;

        int Take(int into)
        {
            int taken = nextLeaf < leaves && (nextNode >= into || weight[nextLeaf] <= weight[nextNode]) ? nextLeaf++ : nextNode++;
            parent[taken] = into;
            return weight[taken];
        }
    }

    private void MakeWords()
    {
        int word = 0;
        for (int length = 1; length <= limit; length++, word <<= 1)
        {
            for (int symbol = 0; symbol < Lengths.Length; symbol++)
            {
                if (Lengths[symbol] == length)
                {
                    Words[symbol] = Reversed(word++, length);
                }
            }
        }
    }

    private static ushort Reversed(int word, int bits)
    {
        int reversed = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            reversed |= (word >> bit & 1) << (bits - 1 - bit);
        }

        return (ushort)reversed;
    }
}
