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

    /// <summary>The classes of one season.</summary>
    public static IReadOnlyList<ChangeClass> OfSeason { get; } = [ChangeClass.Cropped, ChangeClass.Other, ChangeClass.Undetermined];

    /// <summary>The classes of two seasons against each other.</summary>
    public static IReadOnlyList<ChangeClass> OfSeasons { get; } = [ChangeClass.Kept, ChangeClass.Gained, ChangeClass.Lost, ChangeClass.Other, ChangeClass.Undetermined];

    /// <summary><see cref="Colours"/> with those that only seasons have: grey for undetermined, a strong green for cropped.</summary>
    public static IReadOnlyList<ColourEntry> SeasonColours { get; } = [.. Colours, new(5, 150, 150, 160, 255), new(6, 90, 160, 30, 255)];

    /// <summary>The stable name, as documents and file metadata have it.</summary>
    public static string Name(this ChangeClass value) => value switch
    {
        ChangeClass.NotSeen => "not seen",
        ChangeClass.Kept => "kept",
        ChangeClass.Gained => "gained",
        ChangeClass.Lost => "lost",
        ChangeClass.Other => "other",
        ChangeClass.Undetermined => "undetermined",
        ChangeClass.Cropped => "cropped",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such class"),
    };
}
