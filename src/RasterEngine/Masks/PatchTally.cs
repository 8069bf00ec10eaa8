namespace RasterEngine.Masks;

/// <summary>What a minimum mapping unit kept and removed of one class. Areas are in the steps that the pixels' areas were given in.</summary>
public readonly record struct PatchTally(long KeptPatches, long KeptPixels, long KeptArea, long RemovedPatches, long RemovedPixels, long RemovedArea)
{
    internal PatchTally WithKept(long pixels, long area) =>
        this with { KeptPatches = KeptPatches + 1, KeptPixels = KeptPixels + pixels, KeptArea = KeptArea + area };

    internal PatchTally WithRemoved(long pixels, long area) =>
        this with { RemovedPatches = RemovedPatches + 1, RemovedPixels = RemovedPixels + pixels, RemovedArea = RemovedArea + area };
}
