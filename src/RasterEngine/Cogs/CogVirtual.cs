using System.Globalization;
using System.Xml.Linq;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Cogs;

/// <summary>The small file that GDAL opens as one raster: which part holds which rows. https://gdal.org/drivers/raster/vrt.html</summary>
internal static class CogVirtual
{
    public static void Write(string path, Grid grid, IReadOnlyList<CogBand> bands, PixelType type, IReadOnlyList<(string Path, CogImage Image)> parts)
    {
        GeoTransform g = grid.GeoTransform;
        var raster = new XElement(
            "VRTDataset",
            new XAttribute("rasterXSize", grid.Width),
            new XAttribute("rasterYSize", grid.Height),
            new XElement("SRS", grid.SpatialReference.Wkt),
            new XElement("GeoTransform", string.Join(", ", ((double[])[g.OriginX, g.PixelWidth, 0, g.OriginY, 0, g.PixelHeight]).Select(n => n.ToString("R", CultureInfo.InvariantCulture)))),
            bands.Select((band, i) => Band(grid, band, i + 1, type, parts)));
        raster.Save(path);
    }

    private static XElement Band(Grid grid, CogBand band, int number, PixelType type, IReadOnlyList<(string Path, CogImage Image)> parts)
    {
        var element = new XElement(
            "VRTRasterBand",
            new XAttribute("dataType", type.ToString()),
            new XAttribute("band", number),
            new XAttribute("blockXSize", CogPyramid.BlockSide),
            new XAttribute("blockYSize", CogPyramid.BlockSide),
            new XElement("Description", band.Description),
            band.Metadata.Count > 0 ? new XElement("Metadata", band.Metadata.Select(m => new XElement("MDI", new XAttribute("key", m.Key), m.Value))) : null,
            new XElement("NoDataValue", 0));
        if (band.Colours is { } colours)
        {
            // As a GeoTIFF has it: 256 colours, black where none is given.
            Dictionary<int, ColourEntry> given = colours.ToDictionary(c => (int)c.Value);
            element.Add(new XElement("ColorInterp", "Palette"), new XElement("ColorTable", Enumerable.Range(0, 256).Select(i => Entry(given.GetValueOrDefault(i)))));
        }

        int row = 0;
        foreach ((string file, CogImage image) in parts)
        {
            int height = image.Grid.Height;
            element.Add(new XElement(
                "SimpleSource",
                new XElement("SourceFilename", new XAttribute("relativeToVRT", 1), Path.GetFileName(file)),
                new XElement("SourceBand", number),
                new XElement(
                    "SourceProperties",
                    new XAttribute("RasterXSize", grid.Width),
                    new XAttribute("RasterYSize", height),
                    new XAttribute("DataType", type.ToString()),
                    new XAttribute("BlockXSize", CogPyramid.BlockSide),
                    new XAttribute("BlockYSize", CogPyramid.BlockSide)),
                Rectangle("SrcRect", 0, grid.Width, height),
                Rectangle("DstRect", row, grid.Width, height)));
            row += height;
        }

        return element;
    }

    private static XElement Entry(ColourEntry colour) =>
        new("Entry", new XAttribute("c1", colour.Red), new XAttribute("c2", colour.Green), new XAttribute("c3", colour.Blue), new XAttribute("c4", colour == default ? 255 : colour.Alpha));

    private static XElement Rectangle(string name, int row, int width, int height) =>
        new(name, new XAttribute("xOff", 0), new XAttribute("yOff", row), new XAttribute("xSize", width), new XAttribute("ySize", height));
}
