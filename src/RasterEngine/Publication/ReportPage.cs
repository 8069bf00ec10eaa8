using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>report.html: pictures, tables, method and provenance in one file that asks for nothing from outside.</summary>
internal sealed class ReportPage(ScanResult result, ReportDocument report) : HtmlPage
{
    private const int MostZones = 500;

    /// <summary>The page.</summary>
    /// <param name="before">JPEG of the earlier date.</param>
    /// <param name="after">JPEG of the later date.</param>
    /// <param name="mask">PNG of the mask.</param>
    /// <param name="colours">How the dates are coloured.</param>
    public string Render(byte[] before, byte[] after, byte[] mask, string colours)
    {
        Head();
        Headline();
        Warnings(report.Warnings);

        Pictures(before, after, mask, colours);
        Classes();
        OutsideLand();
        Zones();
        Dates();
        Transitions();
        Sensitivity();
        Shifts();
        Html.Append("<h2>Method</h2><p>").Append(Text(report.Method)).Append("</p>");
        Provenance();
        return End();
    }

    private Scan Scan => result.Plan.Scan;

    private string Rule => string.Create(CultureInfo.InvariantCulture, $"{report.Index} ≥ {report.Rule.VegetatedAt}");

    private string Green => Scan.IsOnCropland ? "green cropland" : "vegetated";

    private string When(bool after) => ReportWords.DateWords(after ? Scan.After : Scan.Before);

    private void Head()
    {
        string title = $"{report.Name}: {ReportWords.Subject(Scan)}, {When(false)} and {When(true)}";
        Head(title, $"Mapped hectares with {Rule}; {(report.Compare is { } compare ? $"a {compare} comparison" : "dates not stated")}; {ReportWords.Share(report.ObservedShare, 1m)} of the area seen on both dates.", report.Review);

        if (report.Target is { } target)
        {
            Html.Append("<p class=\"note\">").Append(Text($"Looked for: {target.Name}{(target.Definition is { } d ? $" ({d})" : "")}. {(Scan.IsOnCropland ? "A threshold cannot tell it from other green on the same land." : "A threshold cannot tell it from other green land.")}")).Append("</p>");
        }
    }

    private void Headline()
    {
        Html.Append("<div class=\"headline\">");
        Tile(null, ReportWords.Hectares(report.Before.Vegetated.Hectares), $"{Green} {ReportWords.OnDate(Scan.Before)}");
        Tile(null, ReportWords.Hectares(report.After.Vegetated.Hectares), $"{Green} {ReportWords.OnDate(Scan.After)}");
        Tile(ChangeClass.Gained, ReportWords.Hectares(Class(ChangeClass.Gained).Hectares), Words(ChangeClass.Gained));
        Tile(ChangeClass.Lost, ReportWords.Hectares(Class(ChangeClass.Lost).Hectares), Words(ChangeClass.Lost));
        Html.Append("</div><p>").Append(Text(ReportWords.Vegetated(result, after: false))).Append(". ").Append(Text(ReportWords.Vegetated(result, after: true))).Append(".</p>");

        void Tile(ChangeClass? value, string number, string words) => Html.Append(
            CultureInfo.InvariantCulture, $"<div{(value is { } v ? $" style=\"border-left-color:{Colour(v)}\"" : "")}><b>{Text(number)}</b>{Text(words)}</div>");
    }

    private void Pictures(byte[] before, byte[] after, byte[] mask, string colours)
    {
        Html.Append("<h2>Pictures</h2><div class=\"pair\">");
        Figure("jpeg", before, $"{When(false)}, {colours}");
        Figure("jpeg", after, $"{When(true)}, the same stretch");
        Html.Append("</div>");
        Figure("png", mask, $"The mask{(result.Preview.Step > 1 ? $", every {result.Preview.Step}th pixel" : "")}; the whole of it is {report.Outputs.Mask.Path}");
        Html.Append("<p class=\"key\">");
        foreach (ChangeClass value in ChangeClasses.Observed)
        {
            Html.Append(CultureInfo.InvariantCulture, $"<span><i style=\"background:{Colour(value)}\"></i>{Text(Words(value))}</span>");
        }

        Html.Append("<span><i style=\"background:#fff\"></i>").Append(result.Plan.HasRegion ? "not seen, or not asked about" : "not seen").Append("</span></p>");

        void Figure(string kind, byte[] picture, string caption) => Html.Append(
            CultureInfo.InvariantCulture, $"<figure><img alt=\"{Text(caption)}\" src=\"data:image/{kind};base64,{Convert.ToBase64String(picture)}\"><figcaption>{Text(caption)}</figcaption></figure>");
    }

    private void Classes()
    {
        decimal whole = report.Observed.Hectares;
        Open("Hectares by class", "Class", "Pixels", "Hectares", "Share of what was seen", "|Meaning");
        foreach (ChangeClass value in ChangeClasses.Observed)
        {
            ClassEntry entry = Class(value);
            Row(Words(value), ReportWords.Pixels(entry.Pixels), Hectares(entry.Hectares), ReportWords.Share(entry.Hectares, whole), "|" + ReportWords.ClassMeaning(value, Scan.Rule));
        }

        Row(true, "seen on both dates", ReportWords.Pixels(report.Observed.Pixels), Hectares(whole), "100 %", "|");
        Row("not seen", ReportWords.Pixels(report.NotSeen.Pixels), Hectares(report.NotSeen.Hectares), "–", $"|{ReportWords.Pixels(report.NotSeen.NoData)} without a usable number, {ReportWords.Pixels(report.NotSeen.Masked)} masked, {ReportWords.Pixels(report.NotSeen.Saturated)} saturated");
        Close(Scan.Zones is { Coverage: Tiling.ZoneCoverageKind.Exact } ? "Hectares are true ground area, pixels at a border counting by the share that is covered; the pixels are all that were touched."
            : report.Grid.NominalPixelHectares is { } nominal
            ? string.Create(CultureInfo.InvariantCulture, $"Hectares are true ground area. Pixels × {nominal} ha, which other tools print, gives {report.Observed.Pixels * nominal:#,##0.00} ha for what was seen.")
            : "Hectares are true ground area; a pixel of a degree grid has no nominal size.");
    }

    private void OutsideLand()
    {
        if (report.VegetatedOutsideLand is not { } outside)
        {
            return;
        }

        Open("Outside the land mask", "Not counted above", "Pixels", "Hectares");
        Entry($"vegetated {ReportWords.OnDate(Scan.Before)}", outside.Before);
        Entry($"vegetated {ReportWords.OnDate(Scan.After)}", outside.After);
        Entry(Words(ChangeClass.Gained), outside.Gained);
        Entry(Words(ChangeClass.Lost), outside.Lost);
        Close($"Green land where the target cannot be, seen on both dates. Above: {ReportWords.Includes(Scan)}.");

        void Entry(string words, ExtentEntry extent) => Row(words, ReportWords.Pixels(extent.Pixels), Hectares(extent.Hectares));
    }

    private void Zones()
    {
        if (report.Zones.Count == 0)
        {
            return;
        }

        Html.Append("<div class=\"zones\">");
        Open("Zones", "|Zone", "Hectares", "Seen on both dates", $"{Green} {ReportWords.OnDate(Scan.Before)}", $"{Green} {ReportWords.OnDate(Scan.After)}", Words(ChangeClass.Gained), Words(ChangeClass.Lost));
        foreach (ZoneEntry zone in report.Zones.Take(MostZones))
        {
            Row(
                false,
                "|" + zone.Id,
                Number(zone.Hectares),
                zone.ObservedShare is { } share ? ReportWords.Share(share, 1m) : "not seen",
                Number(zone.Before?.Vegetated.Hectares),
                Number(zone.After?.Vegetated.Hectares),
                Number(zone.Classes?.First(c => c.Value == (int)ChangeClass.Gained).Hectares),
                Number(zone.Classes?.First(c => c.Value == (int)ChangeClass.Lost).Hectares));
        }

        Close($"Hectares. A zone's own ground is what of it lies in the grid. {(report.Zones.Count > MostZones ? $"The first {MostZones} of {report.Zones.Count} zones; all are in report.json. " : "")}The totals above are the union of all zones: ground in two zones counts once there.");
        Html.Append("</div>");

        static string Number(decimal? hectares) => hectares is { } h ? Hectares(h) : "–";
    }

    private void Dates()
    {
        Open("Each date", "Date", "Vegetated, seen on both dates", "Vegetated, this date alone", "Seen, this date alone");
        Date(false, report.Before);
        Date(true, report.After);
        Close("“Alone” counts what one date saw of the grid, whether or not the other saw it too.");

        void Date(bool after, DateEntry date) => Row(When(after), Hectares(date.Vegetated.Hectares), Hectares(date.Alone.Vegetated.Hectares), Hectares(date.Alone.Observed.Hectares));
    }

    private void Transitions()
    {
        TransitionsEntry t = report.Transitions;
        Open("From one date to the other", "Crossing of the threshold", "Pixels", "Hectares");
        Entry($"up, by {report.Rule.ChangeOf} or more", t.Up);
        Entry("up, by less (stays “other”)", t.UpSmall);
        Entry($"down, by {report.Rule.ChangeOf} or more", t.Down);
        Entry("down, by less (stays “kept”)", t.DownSmall);
        Entry("vegetated on both dates", t.BothAtOrAbove);
        Entry("on neither", t.BothBelow);
        Close(ReportWords.Identity(report) + ".");

        void Entry(string words, ExtentEntry extent) => Row(words, ReportWords.Pixels(extent.Pixels), Hectares(extent.Hectares));
    }

    private void Sensitivity()
    {
        Open("If the thresholds were others", "Vegetated at", "Change of", Words(ChangeClass.Kept), Words(ChangeClass.Gained), Words(ChangeClass.Lost), Words(ChangeClass.Other));
        foreach (SensitivityEntry row in report.Sensitivity)
        {
            bool isRule = row.VegetatedAt == report.Rule.VegetatedAt && row.ChangeOf == report.Rule.ChangeOf;
            Row(isRule, Number(row.VegetatedAt), Number(row.ChangeOf), Hectares(row.Kept.Hectares), Hectares(row.Gained.Hectares), Hectares(row.Lost.Hectares), Hectares(row.Other.Hectares));
        }

        Close("Hectares, from the same exact comparison of every pixel. Where the numbers move much, the threshold decides more than the land does.");
    }

    private void Shifts()
    {
        Open("If the later date lay one pixel off", "Later date moved", Words(ChangeClass.Gained), Words(ChangeClass.Lost));
        foreach (MoveEntry move in report.ShiftSensitivity.Moves)
        {
            Row((move.Columns, move.Rows) switch { (1, 0) => "right", (-1, 0) => "left", (0, 1) => "down", _ => "up" }, Hectares(move.Gained.Hectares), Hectares(move.Lost.Hectares));
        }

        Row(true, "as it lies", Hectares(Class(ChangeClass.Gained).Hectares), Hectares(Class(ChangeClass.Lost).Hectares));
        Close("Hectares. Edges of fields that do not line up look like change; a difference smaller than this table's spread may be nothing else.");
    }

    private void Provenance()
    {
        Open("Provenance", "Input", "|XXH128", "Bytes");
        foreach (InputEntry input in report.Inputs)
        {
            Row(input.Path, "|" + input.Xxh128, ReportWords.Pixels(input.Bytes));
        }

        string crs = report.Grid.Crs.Length <= 40 ? report.Grid.Crs : result.Plan.Grid.SpatialReference.Name;
        Close(string.Create(CultureInfo.InvariantCulture, $"Grid {report.Grid.Width} × {report.Grid.Height} in {crs}. {report.Engine.Name} {report.Engine.Version}, scan {report.ScanId}. {report.Outputs.Mask.Path} has SHA-256 {report.Outputs.Mask.Sha256}."));
    }

    private ClassEntry Class(ChangeClass value) => report.Classes.First(c => c.Value == (int)value);

    private string Words(ChangeClass value) => ReportWords.ClassWords(value, Scan.Comparison);

    private static string Number(decimal value) => value.ToString("0.00####", CultureInfo.InvariantCulture);

    private static string Colour(ChangeClass value)
    {
        ColourEntry c = ChangeClasses.Colours[(int)value];
        return string.Create(CultureInfo.InvariantCulture, $"#{c.Red:x2}{c.Green:x2}{c.Blue:x2}");
    }
}
