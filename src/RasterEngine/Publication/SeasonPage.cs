using System.Globalization;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>report.html of a season: hectares beside what is undetermined, charts, pictures, calendar, method and provenance in one file.</summary>
internal sealed class SeasonPage(SeasonResult result, SeasonReportDocument report) : HtmlPage
{
    private const int MostZones = 500;

    /// <summary>The page, from PNGs of classes, cycles, start and end.</summary>
    public string Render(byte[] classes, byte[] cycles, byte[] starts, byte[] ends)
    {
        Head();
        Headline();
        Warnings(report.Warnings);

        Charts();
        Pictures(classes, cycles, starts, ends);
        Classes();
        Figures();
        Zones();
        Calendar(report.Season);
        Html.Append("<h2>Method</h2><p>").Append(Text(report.Method)).Append("</p>");
        Provenance();
        return End();
    }

    private SeasonPlan Plan => result.Plan;

    private bool IsPair => Plan.Seasons.Count > 1;

    private IReadOnlyList<ChangeClass> Shown => IsPair ? ChangeClasses.OfSeasons : ChangeClasses.OfSeason;

    // Each season's dates with its entry, the earlier one first.
    private IEnumerable<(SeasonDates Dates, SeasonEntry Entry)> Seasons =>
        IsPair ? [(Plan.Seasons[0], report.Earlier!), (Plan.Seasons[1], report.Season)] : [(Plan.Season, report.Season)];

    private void Head()
    {
        string title = $"{report.Name}: {SeasonWords.Subject(Plan.Scan)}, {string.Join(" and ", Plan.Seasons.Select(SeasonWords.Window))}";
        Head(title, $"Mapped hectares from {string.Join(" and ", Plan.Seasons.Select(s => $"{s.Days.Count} dates"))} of {report.Index}{(report.Compare is { } compare ? $"; a {compare} comparison" : "")}; {ReportWords.Share(report.ObservedShare, 1m)} of the area seen.", report.Review);

        if (report.Target is { Name: not null } target)
        {
            Html.Append("<p class=\"note\">").Append(Text($"Looked for: {target.Name}{(target.Definition is { } d ? $" ({d})" : "")}. A season of the index cannot tell one crop from another.")).Append("</p>");
        }
    }

    private void Headline()
    {
        Html.Append("<div class=\"headline\">");
        foreach (ChangeClass value in Shown.Where(c => c != ChangeClass.Other))
        {
            Html.Append(CultureInfo.InvariantCulture, $"<div style=\"border-left-color:{Colour(value)}\"><b>{Text(ReportWords.Hectares(Class(value).Hectares))}</b>{Text(SeasonWords.Class(value, Plan))}</div>");
        }

        SeasonFiguresEntry own = report.Season.Figures;
        if (!IsPair)
        {
            Html.Append(CultureInfo.InvariantCulture, $"<div><b>{Text(ReportWords.Hectares(own.CycleHectares))}</b>cycle-hectares: land with two cycles counts twice</div>");
        }

        Html.Append("</div>");
        foreach ((SeasonDates dates, SeasonEntry entry) in Seasons)
        {
            Html.Append("<p>").Append(Text(SeasonWords.Cropped(Plan, dates, entry.Figures))).Append(".</p>");
        }
    }

    private void Charts()
    {
        var chart = new SeasonChart(report.State, report.Index);
        Html.Append("<h2>The season</h2>");
        foreach ((SeasonDates dates, SeasonEntry entry) in Seasons)
        {
            Figure($"Everything asked about, {SeasonWords.Window(dates)}", entry.Series);
        }

        foreach (SeasonZoneEntry zone in report.Zones)
        {
            Figure($"Zone {zone.Id}", zone.Series);
            Figure($"Zone {zone.Id}, {(IsPair ? SeasonWords.Window(Plan.Seasons[0]) : "")}", zone.EarlierSeries);
        }

        Html.Append("<p class=\"note\">").Append(Text($"Median of {report.Index} (line) and its quartiles (band) over the clear pixels of each date; bars: share of the pixels that were clear.{(report.Zones.Count > SeasonShared.MostCharts ? $" The first {SeasonShared.MostCharts} of {report.Zones.Count} zones." : "")}{(result.Preview.Step > 1 ? $" Of the whole area every {result.Preview.Step}th pixel both ways." : "")}")).Append("</p>");

        void Figure(string title, IReadOnlyList<SeriesEntry>? series)
        {
            if (series is { Count: > 0 })
            {
                Html.Append("<figure>").Append(chart.Draw(title, series, Text)).Append("<figcaption>").Append(Text(title)).Append("</figcaption></figure>");
            }
        }
    }

    private void Pictures(byte[] classes, byte[] cycles, byte[] starts, byte[] ends)
    {
        (int first, int last) = SeasonPictures.Days(result);
        string thinned = result.Preview.Step > 1 ? $", every {result.Preview.Step}th pixel" : "";
        Html.Append("<h2>Pictures</h2><div class=\"pair\">");
        Figure(classes, $"Classes{thinned}; the whole of them is band 1 of {report.Outputs.Mask.Path}");
        Figure(cycles, $"Cycles of cropped ground; band 2 of {report.Outputs.Mask.Path}");
        Html.Append("</div><p class=\"key\">");
        foreach (ChangeClass value in Shown)
        {
            Key(Colour(value), SeasonWords.Class(value, Plan));
        }

        Key("#fff", Plan.Zones is null && Plan.Scan.Land is null ? "not seen" : "not seen, or not asked about");
        foreach ((int n, string words) in ((int, string)[])[(1, "one cycle"), (2, "two"), (3, "three"), (4, "more")])
        {
            Key(SeasonPictures.Hex(SeasonPictures.OfCycles(n)), words);
        }

        Html.Append("</p><div class=\"pair\">");
        Figure(starts, "Start of season; band 2 of season.tif");
        Figure(ends, "End of season; band 4 of season.tif");
        Html.Append("</div><p class=\"key\">");
        for (int i = 0; i <= 4; i++)
        {
            int day = first + ((last - first) * i / 4);
            Key(SeasonPictures.Hex(SeasonPictures.OfDay(day, first, last)), SeasonWords.Day(Plan.Season.DayOf(day)));
        }

        Html.Append("</p>");

        void Figure(byte[] png, string caption) => Html.Append(
            CultureInfo.InvariantCulture, $"<figure><img alt=\"{Text(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"><figcaption>{Text(caption)}</figcaption></figure>");

        void Key(string colour, string words) => Html.Append(CultureInfo.InvariantCulture, $"<span><i style=\"background:{colour}\"></i>{Text(words)}</span>");
    }

    private void Classes()
    {
        decimal whole = report.Observed.Hectares;
        Open("Hectares by class", "Class", "Pixels", "Hectares", "Share of what was seen", "|Meaning");
        foreach (ChangeClass value in Shown)
        {
            ClassEntry entry = Class(value);
            Row(SeasonWords.Class(value, Plan), ReportWords.Pixels(entry.Pixels), Hectares(entry.Hectares), ReportWords.Share(entry.Hectares, whole), "|" + SeasonWords.Meaning(value, Plan));
        }

        Row(true, IsPair ? "seen in both seasons" : "seen", ReportWords.Pixels(report.Observed.Pixels), Hectares(whole), "100 %", "|");
        Row("not seen", ReportWords.Pixels(report.NotSeen.Pixels), Hectares(report.NotSeen.Hectares), "–", "|" + SeasonWords.Meaning(ChangeClass.NotSeen, Plan));
        Close("Hectares are true ground area. What is undetermined is neither cropped nor other.");
    }

    private void Figures()
    {
        string crop = Plan.Scan.IsOnCropland ? "Cropped" : "Passing the rule";
        Open("Accounting", "|Season", $"{crop}, gross", "Undetermined", "Cycle-hectares", "Lost within the season", "of it grown again", "Net", "Green at all", "Passing off land");
        foreach ((SeasonDates dates, SeasonEntry entry) in Seasons)
        {
            SeasonFiguresEntry f = entry.Figures;
            Row(
                false,
                "|" + SeasonWords.Window(dates),
                Hectares(f.Cropped.Hectares),
                Hectares(f.Undetermined.Hectares),
                Hectares(f.CycleHectares),
                Hectares(f.Lost.Hectares),
                Hectares(f.Regrown.Hectares),
                Hectares(f.Net.Hectares),
                f.Vegetated is { } green ? Hectares(green.Hectares) : "–",
                entry.OutsideLand is { } off ? Hectares(off.PassesRule.Hectares) : "–");
        }

        Close("Hectares. Gross counts land once however often it was cropped, cycle-hectares as often as it was; net leaves out canopies that were lost and not seen to grow again.");
    }

    private void Zones()
    {
        if (report.Zones.Count == 0)
        {
            return;
        }

        Open("Zones", [.. ((string[])["|Zone", "Hectares", "Seen"]).Concat(Shown.Select(c => SeasonWords.Class(c, Plan))).Append("Cycle-hectares")]);
        foreach (SeasonZoneEntry zone in report.Zones.Take(MostZones))
        {
            Row(
                false,
                [.. ((string[])["|" + zone.Id, Number(zone.Hectares), zone.Classes is not null && zone.ObservedShare is { } share ? ReportWords.Share(share, 1m) : "not seen"])
                    .Concat(Shown.Select(c => Number(zone.Classes?.First(e => e.Value == (int)c).Hectares))).Append(Number(zone.Season?.CycleHectares))]);
        }

        Close($"Hectares. A zone's own ground is what of it lies in the grid. {(report.Zones.Count > MostZones ? $"The first {MostZones} of {report.Zones.Count} zones; all are in report.json. " : "")}The totals above are the union of all zones.");

        static string Number(decimal? hectares) => hectares is { } h ? Hectares(h) : "–";
    }

    private void Calendar(SeasonEntry season)
    {
        Open("Calendar", "|From", "Started", "Peaked", "Ended", "Bare again", "Lost");
        foreach (CalendarEntry row in season.Calendar)
        {
            Row("|" + row.From, Hectares(row.StartHectares), Hectares(row.PeakHectares), Hectares(row.EndHectares), Hectares(row.BareHectares), Hectares(row.LossHectares));
        }

        Close($"Hectares {(Plan.Scan.IsOnCropland ? "cropped" : "passing the rule")}, by half-month of {SeasonWords.Window(Plan.Season)}. Start and end are those of the season's highest canopy, on days that were clear; land whose season began before the first date has no start, and no end if it was green on the last. Bare again is the first clear day without the last canopy: harvest or loss lies between it and the clear date before.");
    }

    private void Provenance()
    {
        Open("Provenance", "Input", "|XXH128", "Bytes");
        foreach (InputEntry input in report.Inputs)
        {
            Row(input.Path, "|" + input.Xxh128, ReportWords.Pixels(input.Bytes));
        }

        string crs = report.Grid.Crs.Length <= 40 ? report.Grid.Crs : Plan.Grid.SpatialReference.Name;
        Close(string.Create(CultureInfo.InvariantCulture, $"Grid {report.Grid.Width} × {report.Grid.Height} in {crs}. {report.Engine.Name} {report.Engine.Version}, scan {report.ScanId}. {report.Outputs.Mask.Path} has SHA-256 {report.Outputs.Mask.Sha256}, {report.Outputs.Season.Path} {report.Outputs.Season.Sha256}."));
    }

    private ClassEntry Class(ChangeClass value) => report.Classes.First(c => c.Value == (int)value);

    private static string Colour(ChangeClass value) =>
        SeasonPictures.Hex((ChangeClasses.SeasonColours[(int)value].Red, ChangeClasses.SeasonColours[(int)value].Green, ChangeClasses.SeasonColours[(int)value].Blue));
}
