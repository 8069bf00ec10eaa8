using CsCheck;

namespace RasterEngine.Tests.Scenes;

/// <summary>One thing done to the bytes of a file.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">Where: a part of the header when <paramref name="InHeader"/>, else of the whole file; scaled by its length.</param>
/// <param name="InHeader">Half of all, because a file is nearly all pixels.</param>
/// <param name="Length">Bytes concerned.</param>
/// <param name="Value">What is written.</param>
internal sealed record Mutation(MutationKind Kind, double Place, bool InHeader, int Length, ulong Value)
{
    private static readonly ulong[] Extremes = [0, 1, 2, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue];

    // Truncation leaves least of a file to be looked at.
    private static readonly MutationKind[] Kinds =
    [
        MutationKind.FlipBit, MutationKind.FlipBit, MutationKind.FlipBit, MutationKind.Overwrite, MutationKind.Overwrite, MutationKind.Number,
        MutationKind.Number, MutationKind.Copy, MutationKind.Copy, MutationKind.Insert, MutationKind.Truncate,
    ];

    /// <summary>One to three of them.</summary>
    public static Gen<Mutation[]> Several { get; } = Gen.Select(
        Gen.Int[0, Kinds.Length - 1],
        Gen.Double[0, 0.999999],
        Gen.Bool,
        Gen.Int[1, 64],
        Gen.OneOf(Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]), Gen.ULong),
        (kind, place, inHeader, length, value) => new Mutation(Kinds[kind], place, inHeader, length, value)).Array[1, 3];

    /// <param name="bytes">Changed in place, or replaced by a longer or shorter file.</param>
    /// <param name="header">Where the original's header lies.</param>
    public byte[] Apply(byte[] bytes, Range header)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        int from = InHeader ? Math.Min(header.Start.Value, bytes.Length - 1) : 0, to = InHeader ? Math.Min(header.End.Value, bytes.Length) : bytes.Length;
        int at = from + (int)(Place * (to - from));
        int length = Math.Min(Length, bytes.Length - at);
        switch (Kind)
        {
            case MutationKind.FlipBit:
                bytes[at] ^= (byte)(1 << (int)(Value % 8));
                return bytes;
            case MutationKind.Overwrite:
                new Random((int)(Value & 0x7FFF_FFFF)).NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case MutationKind.Number:
                // Of 2, 4 or 8 bytes in either order, at an even place as the numbers of directories are.
                int size = Math.Min(2 << (Length % 3), bytes.Length - (at & ~1));
                byte[] number = BitConverter.GetBytes(Value);
                Array.Reverse(number, 0, Length % 2 == 0 ? size : 0);
                number.AsSpan(0, size).CopyTo(bytes.AsSpan(at & ~1));
                return bytes;
            case MutationKind.Copy:
                int source = (int)(Value % (ulong)(bytes.Length - length + 1));
                bytes.AsSpan(source, length).CopyTo(bytes.AsSpan(at));
                return bytes;
            case MutationKind.Insert:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            default:
                return bytes[..at];
        }
    }
}
