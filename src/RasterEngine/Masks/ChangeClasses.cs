using RasterEngine.Gdal;

namespace RasterEngine.Masks;

/// <summary>Names and colours of the classes, the same in every picture, table and file.</summary>
public static class ChangeClasses
{
    /// <summary>The classes that were observed, in order of their value.</summary>
    public static IReadOnlyList<ChangeClass> Observed { get; } = [ChangeClass.Kept, ChangeClass.Gained, ChangeClass.Lost, ChangeClass.Other];

    /// <summary>Distinguishable with red-green blindness: green, blue, orange, sand; what was not seen is see-through.</summary>
    public static IReadOnlyList<ColourEntry> Colours { get; } =
    [
        new(0, 255, 255, 255, 0),
        new(1, 27, 120, 55, 255),
        new(2, 33, 102, 206, 255),
        new(3, 217, 95, 2, 255),
        new(4, 233, 226, 206, 255),
    ];

    /// <summary>The stable name, as documents and file metadata have it.</summary>
    public static string Name(this ChangeClass value) => value switch
    {
        ChangeClass.NotSeen => "not seen",
        ChangeClass.Kept => "kept",
        ChangeClass.Gained => "gained",
        ChangeClass.Lost => "lost",
        ChangeClass.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such class"),
    };
}
