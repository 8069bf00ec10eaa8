namespace RasterEngine.Scenes;

/// <summary>
/// The segments COD and COC of a codestream (ITU-T T.800, A.6.1 and A.6.2): how a tile is cut into precincts and code-blocks, for each of
/// which a decoder allocates before it decodes any.
/// </summary>
internal sealed class Jp2Coding(GateReader reader, Jp2Size size)
{
    private const int MostLevels = 32;

    /// <param name="position">Behind the segment's length.</param>
    /// <param name="length">From there.</param>
    /// <param name="isOfComponent">COC, which tells of one component; COD tells of all.</param>
    public void Check(long position, long length, bool isOfComponent)
    {
        byte[] bytes = new byte[length];
        reader.Read(position, bytes);
        int style = isOfComponent ? (size.Header.Bands < 257 ? 1 : 2) : 0, coding = isOfComponent ? style + 1 : 5;
        if (bytes.Length < coding + 5)
        {
            throw reader.Refused("its codestream has a coding style that is too short");
        }

        bool hasPrecincts = (bytes[style] & 1) != 0;
        int levels = bytes[coding], across = (bytes[coding + 1] & 15) + 2, down = (bytes[coding + 2] & 15) + 2;
        if (levels > MostLevels || across + down > 12 || (hasPrecincts && bytes.Length < coding + 6 + levels))
        {
            throw reader.Refused("its codestream has a coding style that the format does not allow");
        }

        double records = 0;
        for (int resolution = 0; resolution <= levels; resolution++)
        {
            // Without a say, precincts are 2¹⁵ × 2¹⁵.
            byte precinct = hasPrecincts ? bytes[coding + 5 + resolution] : (byte)0xFF;
            records += Records(levels - resolution, precinct & 15, precinct >> 4, across, down);
        }

        records *= isOfComponent ? 1 : size.Header.Bands;
        if (records > reader.Limits.Jp2CodeBlocks)
        {
            throw reader.Refused($"it has tiles of about {GateReader.Words((long)records)} precincts and code-blocks; expected at most {GateReader.Words(reader.Limits.Jp2CodeBlocks)}");
        }
    }

    // Precincts of one resolution, and its code-blocks, which are no larger than a precinct.
    private double Records(int reduction, int precinctAcross, int precinctDown, int across, int down)
    {
        double Pieces(double pixels, int exponent) => Math.Ceiling(pixels / Math.Pow(2, reduction + exponent));
        (double width, double height) = (size.Header.TileWidth, size.Header.TileHeight);
        return (Pieces(width, precinctAcross) * Pieces(height, precinctDown))
            + (Pieces(width, Math.Min(across, precinctAcross)) * Pieces(height, Math.Min(down, precinctDown)));
    }
}
