namespace RasterEngine.Areas;

/// <summary>On which days how much cropped ground started, peaked, ended or was lost: share-weighted areas per day, exact sums. One a worker, added up.</summary>
public sealed class SeasonCalendar
{
    private readonly SortedDictionary<int, Int128>[] days = [.. Enum.GetValues<SeasonEvent>().Select(_ => new SortedDictionary<int, Int128>())];

    /// <summary>Adds pixels.</summary>
    /// <param name="what">Of what the days are.</param>
    /// <param name="numbers">A day a pixel, 0 for none.</param>
    /// <param name="areas">Area of each, whole steps.</param>
    /// <param name="shares">Covered share of each, in parts of <see cref="Area.ShareParts"/>.</param>
    public void Add(SeasonEvent what, ReadOnlySpan<ushort> numbers, ReadOnlySpan<long> areas, ReadOnlySpan<int> shares)
    {
        SortedDictionary<int, Int128> own = days[(int)what];
        for (int start = 0; start < numbers.Length;)
        {
            // Neighbours are mostly alike: one entry is looked up for all of them.
            int end = start;
            Int128 parts = 0;
            for (; end < numbers.Length && numbers[end] == numbers[start]; end++)
            {
                parts += (Int128)areas[end] * shares[end];
            }

            if (numbers[start] != 0 && parts > 0)
            {
                own[numbers[start]] = own.GetValueOrDefault(numbers[start]) + parts;
            }

            start = end;
        }
    }

    public void Add(SeasonCalendar other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int what = 0; what < days.Length; what++)
        {
            foreach ((int day, Int128 parts) in other.days[what])
            {
                days[what][day] = days[what].GetValueOrDefault(day) + parts;
            }
        }
    }

    /// <summary>The day by which half of the ground had come that far; null where none did.</summary>
    public int? Median(SeasonEvent what)
    {
        Int128 all = 0, so = 0;
        foreach (Int128 parts in days[(int)what].Values)
        {
            all += parts;
        }

        foreach ((int day, Int128 parts) in days[(int)what])
        {
            so += parts;
            if (2 * so >= all)
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>Days and their ground, in order.</summary>
    public IReadOnlyList<(int Day, Area Area)> Days(SeasonEvent what, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        return [.. days[(int)what].Select(d => (d.Key, areas.SumOfShares(d.Value)))];
    }
}
