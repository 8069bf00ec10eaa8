using System.Globalization;
using System.Xml.Linq;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>mask.qml: QGIS shows the mask with its colours and names when it lies beside it.</summary>
internal static class MaskStyle
{
    public static XDocument Of(Comparison? comparison) =>
        Of(ChangeClasses.Colours.Where(c => c.Alpha > 0).Select(c => (c, ReportWords.ClassWords((ChangeClass)c.Value, comparison))));

    /// <summary>The style of any classes.</summary>
    public static XDocument Of(IEnumerable<(ColourEntry Colour, string Label)> classes)
    {
        IEnumerable<XElement> entries = classes.Select(c => new XElement(
            "paletteEntry",
            new XAttribute("value", c.Colour.Value.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("color", string.Create(CultureInfo.InvariantCulture, $"#{c.Colour.Red:x2}{c.Colour.Green:x2}{c.Colour.Blue:x2}")),
            new XAttribute("alpha", "255"),
            new XAttribute("label", c.Label)));
        return new XDocument(
            new XDocumentType("qgis", null, "http://mrcc.com/qgis.dtd", null),
            new XElement(
                "qgis",
                new XAttribute("version", "3.22"),
                new XElement(
                    "pipe",
                    new XElement(
                        "rasterrenderer",
                        new XAttribute("type", "paletted"),
                        new XAttribute("band", "1"),
                        new XAttribute("opacity", "1"),
                        new XAttribute("alphaBand", "-1"),
                        new XElement("colorPalette", entries)))));
    }
}
