using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>A season's pictures: classes, cycles, and the calendar of start and end as a run of colours over the season.</summary>
internal static class SeasonPictures
{
    private static readonly (byte Red, byte Green, byte Blue) White = (255, 255, 255), Judged = (233, 226, 206);

    // Viridis at ten places (van der Walt and Smith 2015): even steps of lightness, readable with red-green blindness.
    private static readonly (byte Red, byte Green, byte Blue)[] Run =
        [(68, 1, 84), (72, 40, 120), (62, 74, 137), (49, 104, 142), (38, 130, 142), (31, 158, 137), (53, 183, 121), (109, 205, 89), (180, 222, 44), (253, 231, 37)];

    public static (Picture Classes, Picture Cycles, Picture Starts, Picture Ends) Draw(SeasonResult result)
    {
        SeasonPreview p = result.Preview;
        (int first, int last) = Days(result);
        return (Of(i => Colour(ChangeClasses.SeasonColours[p.Classes[i]])), Of(CyclesAt), Of(i => DayAt(i, p.Starts[i])), Of(i => DayAt(i, p.Ends[i])));

        Picture Of(Func<int, (byte Red, byte Green, byte Blue)> colour)
        {
            byte[] rgb = new byte[p.Classes.Length * 3];
            for (int i = 0; i < p.Classes.Length; i++)
            {
                (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = colour(i);
            }

            return new Picture(p.Width, p.Height, rgb);
        }

        (byte, byte, byte) CyclesAt(int i) => p.Cycles[i] > 0 ? OfCycles(p.Cycles[i]) : p.Classes[i] == 0 ? White : p.Classes[i] == (byte)ChangeClass.Undetermined ? Colour(ChangeClasses.SeasonColours[5]) : Judged;

        (byte, byte, byte) DayAt(int i, int day) => day > 0 ? OfDay(day, first, last) : p.Classes[i] == 0 ? White : Judged;
    }

    /// <summary>First and last day number of the season that is drawn.</summary>
    public static (int First, int Last) Days(SeasonResult result) => (result.Plan.Season.NumberOf(result.Plan.Season.Days[0]), result.Plan.Season.NumberOf(result.Plan.Season.Days[^1]));

    /// <summary>Colour of a number of cycles: one green, two blue, three and more violet and dark.</summary>
    public static (byte Red, byte Green, byte Blue) OfCycles(int cycles) => Math.Min(cycles, 4) switch
    {
        1 => (120, 190, 60),
        2 => (33, 102, 206),
        3 => (122, 1, 119),
        _ => (40, 0, 40),
    };

    /// <summary>Colour of a day between two days.</summary>
    public static (byte Red, byte Green, byte Blue) OfDay(int day, int first, int last)
    {
        double at = last > first ? Math.Clamp((double)(day - first) / (last - first), 0, 1) * (Run.Length - 1) : 0;
        int lower = Math.Min((int)at, Run.Length - 2);
        double part = at - lower;
        return (Mix(Run[lower].Red, Run[lower + 1].Red), Mix(Run[lower].Green, Run[lower + 1].Green), Mix(Run[lower].Blue, Run[lower + 1].Blue));

        byte Mix(byte a, byte b) => (byte)Math.Round(a + (part * (b - a)));
    }

    public static string Hex((byte Red, byte Green, byte Blue) colour) => $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}";

    private static (byte, byte, byte) Colour(ColourEntry entry) => entry.Alpha == 0 ? White : (entry.Red, entry.Green, entry.Blue);
}
