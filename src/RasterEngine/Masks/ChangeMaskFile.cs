using System.Globalization;
using RasterEngine.Cogs;
using RasterEngine.Tiling;

namespace RasterEngine.Masks;

/// <summary>The mask's file: one band of class bytes with names and colours.</summary>
internal static class ChangeMaskFile
{
    private static readonly CogBand Classes = new(
        "change class",
        ChangeClasses.Colours,
        ChangeClasses.Observed.ToDictionary(value => "CLASS_" + ((int)value).ToString(CultureInfo.InvariantCulture), value => value.Name()));

    /// <param name="path">Where the mask is to be; its spool lies beside it until it is complete.</param>
    /// <param name="grid">Place of the mask.</param>
    public static CogWriter Create(string path, Grid grid) => new(path, grid, [Classes]);

    /// <summary>One that takes the place of another of the same path, which is still read from.</summary>
    public static CogWriter CreateSieved(string path, Grid grid) => new(path, grid, [Classes], spoolSuffix: ".sieved.spool");
}
