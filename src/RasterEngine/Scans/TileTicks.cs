namespace RasterEngine.Scans;

/// <summary>Where a worker's time went, in ticks of the stopwatch.</summary>
/// <param name="Open">Opening its files.</param>
/// <param name="Read">Reading and decoding both dates and the region.</param>
/// <param name="Compare">Comparing the tile as it lies and moved, counting pixels and areas.</param>
/// <param name="Encode">Compressing classes and overviews, and writing them to the spool.</param>
/// <param name="Wait">What is left of the worker's life: handing over, and waiting to.</param>
internal readonly record struct TileTicks(long Open, long Read, long Compare, long Encode, long Wait)
{
    public static TileTicks operator +(TileTicks a, TileTicks b) =>
        new(a.Open + b.Open, a.Read + b.Read, a.Compare + b.Compare, a.Encode + b.Encode, a.Wait + b.Wait);

    /// <param name="times">Where the stages are added.</param>
    /// <param name="fromFiles">Of the ticks of reading, those in which bytes came from files to the engine's own decoders; libgdal does not tell them apart.</param>
    public void AddTo(StageTimes times, long fromFiles)
    {
        times.Add("open", Open);
        times.Add("read", fromFiles);
        times.Add("decode", Read - fromFiles);
        times.Add("compare", Compare);
        times.Add("encode", Encode);
        times.Add("wait", Wait);
    }
}
