using System.Text;
using System.Xml;

namespace RasterEngine.Scenes;

/// <summary>Metadata in XML, flattened. No DTD, no entities but the five of XML, nothing fetched.</summary>
internal static class MetadataXml
{
    private const int MostElements = 200_000;

    private const int Deepest = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MetadataText.MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>All elements, inner ones before the one around them.</summary>
    /// <exception cref="ScanException">Not well-formed, with a DTD, or too large.</exception>
    public static List<MetadataElement> Read(string path, string fullPath)
    {
        string text = MetadataText.Read(path, fullPath);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return Flatten(path, reader);
        }
        catch (XmlException e)
        {
            throw MetadataText.Unreadable(path, $"is not XML that can be read ({MetadataText.Clean(e.Message.TrimEnd('.'))})", e);
        }
    }

    private static List<MetadataElement> Flatten(string path, XmlReader reader)
    {
        var elements = new List<MetadataElement>();
        var open = new Stack<(string Name, string? BandId, StringBuilder Text)>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                open.Push((reader.LocalName, reader.GetAttribute("band_id"), new StringBuilder()));
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                open.Peek().Text.Append(reader.Value);
            }

            if (reader.NodeType == XmlNodeType.EndElement || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement))
            {
                (string name, string? bandId, StringBuilder text) = open.Pop();
                elements.Add(new MetadataElement(name, open.TryPeek(out var parent) ? parent.Name : "", bandId, text.ToString().Trim()));
            }

            if (elements.Count > MostElements || open.Count > Deepest)
            {
                throw MetadataText.Unreadable(path, $"has more than {MostElements} elements or {Deepest} levels; product metadata have far fewer");
            }
        }

        return elements;
    }
}
