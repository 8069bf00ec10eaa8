namespace RasterEngine.Scenes;

/// <summary>The tags that the gate reads, by their numbers in TIFF 6.0, its technical notes and GDAL's GTiff driver.</summary>
internal enum TiffTag : ushort
{
    NewSubfileType = 254,
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    PhotometricInterpretation = 262,
    FillOrder = 266,
    StripOffsets = 273,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    PlanarConfiguration = 284,
    Predictor = 317,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SubIFDs = 330,
    SampleFormat = 339,
    ImageDepth = 32997,
    TileDepth = 32998,
    GdalMetadata = 42112,
    GdalNoData = 42113,
}
