using System.Globalization;
using System.Text;

namespace RasterEngine.Publication;

/// <summary>The index over a season's dates as inline SVG: median, the quartiles around it, the rule's levels, and below the share of pixels each date saw.</summary>
/// <param name="state">The rule in force.</param>
/// <param name="index">The index's name.</param>
internal sealed class SeasonChart(StateEntry state, string index)
{
    private const double Width = 880, Left = 46, Right = 14, Top = 12, Plot = 210, Bars = 44, Gap = 14, Foot = 24;
    private const double Height = Top + Plot + Gap + Bars + Foot;

    /// <summary>Draws one series; what it says in words stands in its title, for those who cannot see it.</summary>
    /// <param name="title">What ground, what season.</param>
    /// <param name="series">A point a date.</param>
    /// <param name="encode">Encodes text for the page.</param>
    public string Draw(string title, IReadOnlyList<SeriesEntry> series, Func<string, string> encode)
    {
        (SeriesEntry Entry, DateOnly Day)[] points = [.. series.Select(s => (s, DateOnly.ParseExact(s.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture)))];
        DateOnly first = points[0].Day, last = points[^1].Day;
        double days = Math.Max(1, last.DayNumber - first.DayNumber);
        SeriesEntry[] seen = [.. series.Where(s => s.Median is not null)];
        double low = Math.Floor(seen.Select(s => (double)s.LowerQuartile!).Append((double)state.BareAt).Append(0).Min() * 10) / 10;
        double high = Math.Ceiling(seen.Select(s => (double)s.UpperQuartile!).Append((double)state.PeakAt).Max() * 10) / 10;

        var svg = new StringBuilder();
        Add(svg, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-size=\"12\" fill=\"currentColor\"><title>{encode(title)}</title>");
        for (double level = low; level <= high + 0.001; level += 0.2)
        {
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(level):0.#}\" y2=\"{Y(level):0.#}\" stroke=\"currentColor\" stroke-opacity=\".12\"/><text x=\"{Left - 8}\" y=\"{Y(level) + 4:0.#}\" text-anchor=\"end\" fill-opacity=\".7\">{level:0.0}</text>");
        }

        Level(state.PeakAt, "peak at");
        Level(state.BareAt, "bare at");
        Months();
        Band();
        foreach ((SeriesEntry entry, DateOnly day) in points)
        {
            double share = (double)(entry.ClearShare ?? 0m), bar = Bars * share;
            Add(svg, $"<rect x=\"{X(day) - 2.5:0.#}\" y=\"{Height - Foot - bar:0.#}\" width=\"5\" height=\"{bar:0.#}\" fill=\"#5b8fb9\"><title>{entry.Date}: {share * 100:0} % clear</title></rect>");
            if (entry.Median is { } median)
            {
                Add(svg, $"<circle cx=\"{X(day):0.#}\" cy=\"{Y((double)median):0.#}\" r=\"3.2\" fill=\"#1b7837\"><title>{entry.Date}: {encode(index)} {median:0.00} ({entry.LowerQuartile:0.00}–{entry.UpperQuartile:0.00})</title></circle>");
            }
        }

        Add(svg, $"<text x=\"{Left - 8}\" y=\"{Height - Foot - Bars + 10}\" text-anchor=\"end\" fill-opacity=\".7\">clear</text><line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Foot}\" y2=\"{Height - Foot}\" stroke=\"currentColor\" stroke-opacity=\".4\"/></svg>");
        return svg.ToString();

        double X(DateOnly day) => Left + 6 + ((day.DayNumber - first.DayNumber) / days * (Width - Left - Right - 12));

        double Y(double value) => Top + ((high - value) / (high - low) * Plot);

        void Level(decimal at, string words) => Add(
            svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y((double)at):0.#}\" y2=\"{Y((double)at):0.#}\" stroke=\"#b35900\" stroke-dasharray=\"5 4\"/><text x=\"{Left + 4}\" y=\"{Y((double)at) - 4:0.#}\" fill=\"#b35900\">{words} {at}</text>");

        void Months()
        {
            int step = days > 500 ? 3 : days > 250 ? 2 : 1;
            for (var month = new DateOnly(first.Year, first.Month, 1); month <= last; month = month.AddMonths(step))
            {
                if (month >= first)
                {
                    Add(svg, $"<line x1=\"{X(month):0.#}\" x2=\"{X(month):0.#}\" y1=\"{Height - Foot}\" y2=\"{Height - Foot + 4}\" stroke=\"currentColor\"/><text x=\"{X(month):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\" fill-opacity=\".8\">{month.ToString(month.Month == 1 || month.AddMonths(-step) < first ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture)}</text>");
                }
            }
        }

        void Band()
        {
            (SeriesEntry Entry, DateOnly Day)[] own = [.. points.Where(p => p.Entry.Median is not null)];
            if (own.Length == 0)
            {
                return;
            }

            IEnumerable<string> edge = own.Select(p => Place(p.Day, p.Entry.UpperQuartile!.Value)).Concat(own.Reverse().Select(p => Place(p.Day, p.Entry.LowerQuartile!.Value)));
            Add(svg, $"<polygon points=\"{string.Join(' ', edge)}\" fill=\"#1b7837\" fill-opacity=\".22\"/><polyline points=\"{string.Join(' ', own.Select(p => Place(p.Day, p.Entry.Median!.Value)))}\" fill=\"none\" stroke=\"#1b7837\" stroke-width=\"2\"/>");
        }

        string Place(DateOnly day, decimal value) => string.Create(CultureInfo.InvariantCulture, $"{X(day):0.#},{Y((double)value):0.#}");
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
