namespace RasterEngine.Scenes;

/// <summary>Counts the pieces of one JPEG 2000 file, so that a file of nothing but small ones has an end.</summary>
internal sealed class Jp2Parts(GateReader reader)
{
    private int seen;

    public void Count()
    {
        if (++seen > reader.Limits.Jp2Parts)
        {
            throw reader.Refused($"it has more than {GateReader.Words(reader.Limits.Jp2Parts)} boxes, marker segments and tile-parts");
        }
    }
}
