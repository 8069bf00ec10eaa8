namespace RasterEngine.Scenes;

/// <summary>How one file's windows were read.</summary>
/// <param name="Path">As written.</param>
/// <param name="WhyGdal">Why libgdal read all of them; null when the engine's own tile path read them, or was tried.</param>
/// <param name="Windows">Windows read; of two bands at once where they come from the same blocks.</param>
/// <param name="WindowsByGdal">Those that libgdal read.</param>
public sealed record FileReading(string Path, string? WhyGdal, long Windows, long WindowsByGdal)
{
    /// <summary>own: the engine read and decoded the blocks of most windows; gdal: libgdal did.</summary>
    public string Reader => WhyGdal is null && WindowsByGdal * 2 <= Windows ? "own" : "gdal";

    /// <summary>Why; null where the engine's own tile path read every window.</summary>
    public string? Why =>
        WhyGdal is not null ? WhyGdal
        : WindowsByGdal > 0 ? $"libgdal read {WindowsByGdal} of {Windows} windows: there blocks are missing or broken, or lie across tiles"
        : null;
}
