using System.Diagnostics.CodeAnalysis;

namespace RasterEngine.Gdal;

/// <summary>What one stored pixel is. The numbers are GDAL's own (GDALDataType).</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names of the field.")]
public enum PixelType
{
    /// <summary>A type this engine does not know, such as the half floats of GDAL 3.11.</summary>
    Unknown = 0,
    Byte = 1,
    UInt16 = 2,
    Int16 = 3,
    UInt32 = 4,
    Int32 = 5,
    Float32 = 6,
    Float64 = 7,
    ComplexInt16 = 8,
    ComplexInt32 = 9,
    ComplexFloat32 = 10,
    ComplexFloat64 = 11,
    UInt64 = 12,
    Int64 = 13,

    /// <summary>Needs GDAL 3.7 or newer.</summary>
    Int8 = 14,
}
