namespace RasterEngine.Scans;

/// <summary>Where a worker's time went, in ticks of the stopwatch.</summary>
/// <param name="Open">Opening its files.</param>
/// <param name="Read">Reading both dates and the region, decoding included where libgdal does it.</param>
/// <param name="Compare">Comparing the tile as it lies and moved, counting pixels and areas.</param>
/// <param name="Encode">Compressing classes and overviews, and writing them to the spool.</param>
/// <param name="Wait">What is left of the worker's life: handing over, and waiting to.</param>
internal readonly record struct TileTicks(long Open, long Read, long Compare, long Encode, long Wait)
{
    public static TileTicks operator +(TileTicks a, TileTicks b) =>
        new(a.Open + b.Open, a.Read + b.Read, a.Compare + b.Compare, a.Encode + b.Encode, a.Wait + b.Wait);

    public void AddTo(StageTimes times)
    {
        times.Add("open", Open);
        times.Add("read", Read);
        times.Add("compare", Compare);
        times.Add("encode", Encode);
        times.Add("wait", Wait);
    }
}
