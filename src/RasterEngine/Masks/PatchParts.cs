namespace RasterEngine.Masks;

/// <summary>
/// Parts of patches, joined as they meet: every part points at an older one of its patch, and the oldest, the root, holds class, pixels and
/// area of all (union-find with path halving, Tarjan &amp; van Leeuwen 1984, J. ACM 31:245). Plain arrays: 21 bytes a part.
/// </summary>
internal sealed class PatchParts
{
    private const int FirstCapacity = 1024;

    // After the sieve, in place of a part's class.
    private const byte Kept = 100;
    private const byte Removed = 101;

    private int[] parents = new int[FirstCapacity];
    private long[] pixelSums = new long[FirstCapacity];
    private long[] areaSums = new long[FirstCapacity];
    private byte[] classes = new byte[FirstCapacity];

    /// <summary>Parts so far; numbers are 0..Count − 1.</summary>
    public int Count { get; private set; }

    /// <summary>A new part without pixels.</summary>
    public int Add(byte changeClass)
    {
        if (Count == parents.Length)
        {
            int capacity = (int)Math.Min(Array.MaxLength, 2L * Count);
            Array.Resize(ref parents, capacity);
            Array.Resize(ref pixelSums, capacity);
            Array.Resize(ref areaSums, capacity);
            Array.Resize(ref classes, capacity);
        }

        parents[Count] = Count;
        classes[Count] = changeClass;
        return Count++;
    }

    /// <summary>The oldest part of a part's patch.</summary>
    public int Root(int part)
    {
        while (parents[part] != part)
        {
            parents[part] = parents[parents[part]];
            part = parents[part];
        }

        return part;
    }

    /// <summary>Makes two patches one and returns its root, the older of theirs.</summary>
    public int Join(int first, int second)
    {
        (int a, int b) = (Root(first), Root(second));
        if (a == b)
        {
            return a;
        }

        (int older, int younger) = (Math.Min(a, b), Math.Max(a, b));
        parents[younger] = older;
        pixelSums[older] += pixelSums[younger];
        areaSums[older] += areaSums[younger];
        return older;
    }

    /// <summary>Pixels of a root.</summary>
    public long Pixels(int root) => pixelSums[root];

    /// <summary>Area of a root.</summary>
    public long Area(int root) => areaSums[root];

    /// <summary>Class of a part.</summary>
    public byte Class(int part) => classes[part];

    /// <summary>Adds pixels to a root.</summary>
    public void AddPixels(int root, long pixels, long area)
    {
        pixelSums[root] += pixels;
        areaSums[root] += area;
    }

    /// <summary>Tells patches that stay from those smaller than a unit. After that <see cref="IsRemoved"/> answers for every part, and nothing can be added.</summary>
    /// <param name="smallestArea">Area of the smallest patch that stays.</param>
    /// <param name="gained">What became of the patches gained.</param>
    /// <param name="lost">And of those lost.</param>
    public void Sieve(long smallestArea, out PatchTally gained, out PatchTally lost)
    {
        gained = lost = default;
        for (int part = 0; part < Count; part++)
        {
            // Parents are older, so they already point at their root.
            parents[part] = parents[parents[part]];
            if (parents[part] == part)
            {
                bool stays = areaSums[part] >= smallestArea;
                ref PatchTally tally = ref classes[part] == (byte)ChangeClass.Gained ? ref gained : ref lost;
                tally = stays ? tally.WithKept(pixelSums[part], areaSums[part]) : tally.WithRemoved(pixelSums[part], areaSums[part]);
                classes[part] = stays ? Kept : Removed;
            }
            else
            {
                classes[part] = classes[parents[part]];
            }
        }

        parents = [];
        pixelSums = areaSums = [];
    }

    public bool IsRemoved(int part) => classes[part] == Removed;
}
