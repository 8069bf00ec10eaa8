using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>Hectares and their intervals as SVG: a row a class, the estimate as a dot on its interval, the map's count as a hollow diamond below it.</summary>
internal static class ForestPlot
{
    private const int Width = 900, Left = 210, Right = 30, RowHeight = 46, Top = 10, Bottom = 42;

    public static string Svg(IReadOnlyList<AreaEntry> areas)
    {
        double largest = areas.Max(a => Math.Max(a.Interval?[1] ?? a.Hectares ?? 0, a.MappedHectares ?? 0));
        double step = Step(largest / 5), end = Math.Max(step, Math.Ceiling(largest / step) * step);
        int height = Top + (areas.Count * RowHeight) + Bottom;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"Estimated hectares with intervals, mapped hectares beside\" font-family=\"sans-serif\" font-size=\"13\">");
        for (double tick = 0; tick <= end + (step / 2); tick += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(tick)}\" y1=\"{Top}\" x2=\"{X(tick)}\" y2=\"{height - Bottom}\" stroke=\"var(--line)\"/><text x=\"{X(tick)}\" y=\"{height - Bottom + 17}\" text-anchor=\"middle\" fill=\"var(--soft)\">{tick.ToString(step < 1 ? "0.####" : "#,##0.##", CultureInfo.InvariantCulture)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{height - 6}\" text-anchor=\"middle\" fill=\"var(--soft)\">hectares</text>");
        for (int i = 0; i < areas.Count; i++)
        {
            Row(areas[i], Top + (i * RowHeight));
        }

        return svg.Append("</svg>").ToString();

        void Row(AreaEntry area, int top)
        {
            int estimated = top + 15, mapped = top + 33;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 12}\" y=\"{top + 28}\" text-anchor=\"end\" fill=\"var(--ink)\">{HtmlEncoder.Default.Encode(area.Class)}</text>");
            if (area.Interval is { } interval)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(interval[0])} {estimated - 5}v10M{X(interval[0])} {estimated}H{X(interval[1])}M{X(interval[1])} {estimated - 5}v10\" stroke=\"#3b7cc4\" stroke-width=\"2\" fill=\"none\"/>");
            }

            if (area.Hectares is { } hectares)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(hectares)}\" cy=\"{estimated}\" r=\"5\" fill=\"#3b7cc4\"><title>estimated {hectares:#,##0.##} ha</title></circle>");
            }

            if (area.MappedHectares is { } count)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(count)} {mapped - 6}l6 6l-6 6l-6 -6z\" fill=\"var(--paper)\" stroke=\"#b8792b\" stroke-width=\"1.5\"><title>mapped {count:#,##0.##} ha</title></path>");
            }
        }

        string X(double value) => (Left + (value / end * (Width - Left - Right))).ToString("0.#", CultureInfo.InvariantCulture);
    }

    // 1, 2 or 5 times a power of ten, at least the wanted step.
    private static double Step(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(wanted, 1e-9))));
        return ((double[])[1, 2, 5, 10]).First(f => f * power >= wanted * (1 - 1e-9)) * power;
    }
}
