namespace RasterEngine.Samples;

/// <summary>What the stored numbers of a class raster mean. Numbers that it does not know are refused, never guessed.</summary>
public sealed class MapLegend
{
    /// <summary>Classes that one map may have; the bytes above are <see cref="Unobserved"/>, <see cref="Outside"/> and <see cref="Unknown"/>.</summary>
    public const int MostClasses = 250;

    /// <summary>In the frame, but the map says nothing of it.</summary>
    public const byte Unobserved = 253;

    /// <summary>Not in the frame.</summary>
    public const byte Outside = 254;

    /// <summary>A number that the legend does not name.</summary>
    public const byte Unknown = 255;

    /// <summary>The stratum of what the map says nothing of.</summary>
    public const string UnobservedName = "not seen";

    /// <summary>The stratum around the mapped target.</summary>
    public const string BufferName = "buffer";

    private const int ValueCount = 65_536;

    private readonly byte[] meanings;

    /// <param name="file">The document that names the classes, for messages.</param>
    /// <param name="classes">At least one; values and names occur once.</param>
    /// <param name="unobserved">Values that say nothing.</param>
    /// <param name="outside">Values that are not in the frame.</param>
    /// <exception cref="ScanException">A value or a name stands twice, is out of range, or is reserved.</exception>
    public MapLegend(string file, IReadOnlyList<MapClass> classes, IReadOnlyList<int> unobserved, IReadOnlyList<int> outside)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(unobserved);
        ArgumentNullException.ThrowIfNull(outside);
        if (classes.Count is 0 or > MostClasses)
        {
            throw new ScanException("bad-field", $"{file}: names {classes.Count} classes; expected 1 to {MostClasses}.");
        }

        Classes = classes;
        meanings = new byte[ValueCount];
        Array.Fill(meanings, Unknown);
        for (int i = 0; i < classes.Count; i++)
        {
            Put(classes[i].Value, (byte)i);
            string name = classes[i].Name;
            if (string.IsNullOrWhiteSpace(name) || name is UnobservedName or BufferName || classes.Take(i).Any(c => c.Name == name))
            {
                throw new ScanException("bad-field", $"{file}: class {classes[i].Value} is called “{name}”; expected a name of its own, other than “{UnobservedName}” and “{BufferName}”, which are strata.");
            }
        }

        foreach (int value in unobserved)
        {
            Put(value, Unobserved);
        }

        foreach (int value in outside)
        {
            Put(value, Outside);
        }

        void Put(int value, byte meaning)
        {
            if (value is < 0 or >= ValueCount)
            {
                throw new ScanException("bad-field", $"{file}: names the value {value}; expected whole numbers from 0 to {ValueCount - 1}.");
            }

            meanings[value] = meanings[value] == Unknown ? meaning : throw new ScanException("bad-field", $"{file}: the value {value} is named twice; expected one meaning for each.");
        }
    }

    private MapLegend(IReadOnlyList<MapClass> classes, byte[] meanings) => (Classes, this.meanings) = (classes, meanings);

    /// <summary>The classes; a class's index is its byte.</summary>
    public IReadOnlyList<MapClass> Classes { get; }

    /// <summary>Index of a class, <see cref="Unobserved"/>, <see cref="Outside"/> or <see cref="Unknown"/>.</summary>
    public byte Meaning(double stored) => stored >= 0 && stored < ValueCount && stored == Math.Floor(stored) ? meanings[(int)stored] : Unknown;

    /// <summary>The same legend in which a raster's nodata value, unless it is named, means not observed.</summary>
    public MapLegend WithNoData(double? noData)
    {
        if (noData is not { } value || Meaning(value) != Unknown || !(value >= 0 && value < ValueCount && value == Math.Floor(value)))
        {
            return this;
        }

        var legend = new MapLegend(Classes, [.. meanings]);
        legend.meanings[(int)value] = Unobserved;
        return legend;
    }

    /// <summary>A class's index by its name; −1 when there is none.</summary>
    public int Find(string name)
    {
        for (int i = 0; i < Classes.Count; i++)
        {
            if (Classes[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
