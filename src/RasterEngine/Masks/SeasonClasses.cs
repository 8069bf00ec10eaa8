using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>Season cells read as classes of a mask.</summary>
public static class SeasonClasses
{
    /// <summary>The class of every cell of one season.</summary>
    public static byte[] Table() => [.. Enumerable.Range(0, 256).Select(cell => (byte)(SeasonCell.Kind(cell) switch
    {
        SeasonCell.Cropped => ChangeClass.Cropped,
        SeasonCell.Other => ChangeClass.Other,
        SeasonCell.Undetermined => ChangeClass.Undetermined,
        _ => ChangeClass.NotSeen,
    }))];

    /// <summary>The class of a pixel in two seasons: not seen in either before undetermined in either, then what became of the crop.</summary>
    public static ChangeClass Of(int earlier, int later)
    {
        int before = SeasonCell.Kind(earlier), after = SeasonCell.Kind(later);
        return before == SeasonCell.NotSeen || after == SeasonCell.NotSeen ? ChangeClass.NotSeen
            : before == SeasonCell.Undetermined || after == SeasonCell.Undetermined ? ChangeClass.Undetermined
            : (before == SeasonCell.Cropped, after == SeasonCell.Cropped) switch
            {
                (true, true) => ChangeClass.Kept,
                (false, true) => ChangeClass.Gained,
                (true, false) => ChangeClass.Lost,
                _ => ChangeClass.Other,
            };
    }
}
