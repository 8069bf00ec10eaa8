using RasterEngine.Areas;
using RasterEngine.Kernels;

namespace RasterEngine.Scans;

/// <summary>Sums as a part of a scan holds them. Whole numbers, so parts add up to the same in any order.</summary>
internal static class PartSums
{
    public static void Write(BinaryWriter writer, CellTally tally)
    {
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            writer.Write(tally.Pixels[cell]);
            writer.Write(tally.Areas[cell]);
        }
    }

    public static void Add(BinaryReader reader, CellTally tally)
    {
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            tally.AddSums(cell, reader.ReadInt64(), reader.ReadInt64());
        }
    }

    public static void Write(BinaryWriter writer, CrossingTally tally)
    {
        foreach ((long pixels, long areas) in ((long, long)[])[tally.Up, tally.Down])
        {
            writer.Write(pixels);
            writer.Write(areas);
        }
    }

    public static void Add(BinaryReader reader, CrossingTally tally) =>
        tally.AddSums((reader.ReadInt64(), reader.ReadInt64()), (reader.ReadInt64(), reader.ReadInt64()));

    public static void Write(BinaryWriter writer, JointTally tally)
    {
        (int Pair, long Pixels, long Area)[] sums = [.. tally.Sums];
        writer.Write(sums.Length);
        foreach ((int pair, long pixels, long area) in sums)
        {
            writer.Write(pair);
            writer.Write(pixels);
            writer.Write(area);
        }
    }

    public static void Add(BinaryReader reader, JointTally tally)
    {
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            tally.AddSums(reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64());
        }
    }

    public static void Write(BinaryWriter writer, RegionTally tally)
    {
        writer.Write(tally.OutsidePixels);
        Write(writer, tally.Inside);
        Write(writer, tally.OffLand);
        (int Zone, bool IsOnLand, ShareTally Tally)[] zones = [.. tally.Zones];
        writer.Write(zones.Length);
        foreach ((int zone, bool isOnLand, ShareTally own) in zones)
        {
            writer.Write(zone);
            writer.Write(isOnLand);
            Write(writer, own);
        }
    }

    public static void Add(BinaryReader reader, RegionTally tally)
    {
        tally.OutsidePixels += reader.ReadInt64();
        tally.Inside.Add(Share(reader));
        tally.OffLand.Add(Share(reader));
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            tally.AddToZone(reader.ReadInt32(), reader.ReadBoolean(), Share(reader));
        }
    }

    private static void Write(BinaryWriter writer, ShareTally tally)
    {
        (int Cell, long Pixels, Int128 Parts)[] sums = [.. tally.Sums];
        writer.Write(sums.Length);
        foreach ((int cell, long pixels, Int128 parts) in sums)
        {
            writer.Write(cell);
            writer.Write(pixels);
            writer.Write((long)(parts >> 64));
            writer.Write((ulong)(parts & ulong.MaxValue));
        }
    }

    private static ShareTally Share(BinaryReader reader)
    {
        var tally = new ShareTally();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            tally.Add(reader.ReadInt32(), reader.ReadInt64(), ((Int128)reader.ReadInt64() << 64) + reader.ReadUInt64());
        }

        return tally;
    }
}
