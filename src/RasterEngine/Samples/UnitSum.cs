namespace RasterEngine.Samples;

/// <summary>One row of units while their pixels are added up.</summary>
internal sealed class UnitSum(SampleFrame frame, int width)
{
    private readonly int kinds = frame.Map.Legend.Classes.Count + 1;
    private readonly long[] steps = new long[width * (frame.Map.Legend.Classes.Count + 1)];
    private readonly bool[] isNear = new bool[width];

    /// <param name="unit">Column of the unit within the row.</param>
    /// <param name="mapClass">Of one pixel in the frame.</param>
    /// <param name="area">Its steps.</param>
    /// <param name="near">It lies in the buffer around the mapped target.</param>
    public void Add(int unit, byte mapClass, long area, bool near)
    {
        steps[(unit * kinds) + (mapClass == MapLegend.Unobserved ? kinds - 1 : mapClass)] += area;
        isNear[unit] |= near;
    }

    /// <summary>
    /// A unit is what most of its ground is, the first class on ties. One that claims not to be the target, but holds some of it (a cell) or lies
    /// near it (with a buffer), is in the buffer stratum: that is where maps miss the target.
    /// </summary>
    public void Finish(Span<FrameUnit> destination)
    {
        for (int unit = 0; unit < destination.Length; unit++)
        {
            Span<long> own = steps.AsSpan(unit * kinds, kinds);
            long all = 0, most = 0;
            int at = -1;
            bool holdsTarget = false;
            for (int kind = 0; kind < kinds; kind++)
            {
                all += own[kind];
                holdsTarget |= kind < kinds - 1 && own[kind] > 0 && frame.Classes.Claim(kind) == frame.Classes.TargetIndex;
                if (own[kind] > most)
                {
                    (most, at) = (own[kind], kind);
                }
            }

            bool isSeen = at >= 0 && at < kinds - 1;
            bool inBuffer = isSeen && frame.Classes.Claim(at) != frame.Classes.TargetIndex && (holdsTarget || isNear[unit]);
            destination[unit] = at < 0 ? new FrameUnit(MapLegend.Outside, MapLegend.Outside, 0) : new FrameUnit(
                (byte)(inBuffer ? frame.BufferStratum : isSeen ? at : frame.UnobservedStratum), isSeen ? (byte)at : MapLegend.Unobserved, all);
            own.Clear();
            isNear[unit] = false;
        }
    }
}
