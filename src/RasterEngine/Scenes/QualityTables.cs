using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>What each kind of quality band says, as data. Sources stand above each table.</summary>
public static class QualityTables
{
    // Sentinel-2 Products Specification Document (PSD) 14.9, L2A scene classification; kept by default: 4, 5, 7 (algorithms.md §2).
    private static readonly QualityFlag[] Scl =
    [
        Class("no-data", 0, true, false, Cell.NoData),
        Class("saturated", 1, true, false, Cell.Saturated),
        Class("dark", 2, true, false),
        Class("cloud-shadow", 3, true, true),
        Class("vegetation", 4, false, false),
        Class("bare", 5, false, false),
        Class("water", 6, true, false),
        Class("unclassified", 7, false, false),
        Class("cloud-medium", 8, true, true),
        Class("cloud-high", 9, true, true),
        Class("cirrus", 10, true, true),
        Class("snow", 11, true, false),
    ];

    // USGS LSDS-1619, Landsat 8-9 Collection 2 Level 2 Science Product Guide, table 6-3; Landsat 4-7: LSDS-1618 (bits 2, 14, 15 unused).
    private static readonly QualityFlag[] QaPixel =
    [
        Bit("fill", 0, true, false, Cell.NoData),
        Bit("dilated", 1, true, true),
        Bit("cirrus", 2, true, true),
        Bit("cloud", 3, true, true),
        Bit("shadow", 4, true, true),
        Bit("snow", 5, false, false),
        Bit("water", 7, false, false),
        Field("cloud-confidence-medium", 8, 2, 2, 3, false, true),
        Field("shadow-confidence-medium", 10, 2, 2, 3, false, true),
        Field("snow-confidence-medium", 12, 2, 2, 3, false, false),
        Field("cirrus-confidence-medium", 14, 2, 2, 3, false, true),
    ];

    // USGS LSDS-1833, Landsat Collection 1 Level 1 quality assessment band: confidences 1 low, 2 medium, 3 high.
    private static readonly QualityFlag[] BqaC1 =
    [
        Bit("fill", 0, true, false, Cell.NoData),
        Bit("terrain-occlusion", 1, false, false),
        Field("saturated", 2, 2, 1, 3, false, false, Cell.Saturated),
        Bit("cloud", 4, true, true),
        Field("cloud-confidence-medium", 5, 2, 2, 3, false, true),
        Field("shadow", 7, 2, 3, 3, true, true),
        Field("snow", 9, 2, 3, 3, false, false),
        Field("cirrus", 11, 2, 3, 3, true, true),
    ];

    // Zhu & Woodcock 2012, Remote Sens. Environ. 118:83; values as Fmask and the USGS ESPA write them.
    private static readonly QualityFlag[] Fmask =
    [
        Class("clear", 0, false, false),
        Class("water", 1, false, false),
        Class("shadow", 2, true, true),
        Class("snow", 3, true, false),
        Class("cloud", 4, true, true),
        Class("fill", 255, true, false, Cell.NoData),
    ];

    // FORCE documentation, Quality Assurance Information; its own default screening.
    private static readonly QualityFlag[] ForceQai =
    [
        Bit("no-data", 0, true, false, Cell.NoData),
        Field("cloud-buffer", 1, 2, 1, 1, true, true),
        Field("cloud", 1, 2, 2, 2, true, true),
        Field("cirrus", 1, 2, 3, 3, true, true),
        Bit("shadow", 3, true, true),
        Bit("snow", 4, true, false),
        Bit("water", 5, false, false),
        Field("aerosol", 6, 2, 2, 3, false, false),
        Bit("subzero", 8, true, false),
        Bit("saturated", 9, true, false, Cell.Saturated),
        Bit("low-sun", 10, false, false),
        Field("illumination", 11, 2, 2, 3, false, false),
        Bit("slope", 13, false, false),
        Bit("water-vapour", 14, false, false),
    ];

    /// <summary>The flags of a kind; none for <see cref="QualityKind.ClearValues"/>, whose values the question lists.</summary>
    public static IReadOnlyList<QualityFlag> Flags(QualityKind kind) => kind switch
    {
        QualityKind.Scl => Scl,
        QualityKind.QaPixel => QaPixel,
        QualityKind.BqaC1 => BqaC1,
        QualityKind.Fmask => Fmask,
        QualityKind.ForceQai => ForceQai,
        _ => [],
    };

    /// <summary>True for classes, which take <c>keep</c>; false for bits, which take <c>drop</c>.</summary>
    public static bool IsClasses(QualityKind kind) => kind is QualityKind.Scl or QualityKind.Fmask or QualityKind.ClearValues;

    /// <summary>Pixels of the quality band by which clouds and shadows are widened by default (algorithms.md §2: SCL by 2 at 20 m).</summary>
    public static int Grow(QualityKind kind) => kind == QualityKind.Scl ? 2 : 0;

    /// <summary>As documents write it.</summary>
    public static string Name(QualityKind kind) => Names.First(n => n.Kind == kind).Name;

    /// <summary>Every kind with its name in documents.</summary>
    public static IReadOnlyList<(QualityKind Kind, string Name)> Names { get; } =
    [
        (QualityKind.Scl, "scl"), (QualityKind.QaPixel, "qa-pixel"), (QualityKind.BqaC1, "bqa-c1"),
        (QualityKind.Fmask, "fmask"), (QualityKind.ForceQai, "force-qai"), (QualityKind.ClearValues, "clear-values"),
    ];

    private static QualityFlag Class(string name, int value, bool isDropped, bool grows, int state = Cell.Masked) => new(name, 0, 0, value, value, isDropped, grows, (byte)state);

    private static QualityFlag Bit(string name, int bit, bool isDropped, bool grows, int state = Cell.Masked) => new(name, bit, 1, 1, 1, isDropped, grows, (byte)state);

    private static QualityFlag Field(string name, int shift, int bits, int smallest, int largest, bool isDropped, bool grows, int state = Cell.Masked) =>
        new(name, shift, bits, smallest, largest, isDropped, grows, (byte)state);
}
