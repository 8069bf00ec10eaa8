using RasterEngine.Gdal;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>A band as it was found: where, what it stores and how that becomes reflectance.</summary>
/// <param name="Role">STAC common name.</param>
/// <param name="Source">Path and number.</param>
/// <param name="PixelType">What the file stores.</param>
/// <param name="Form">Scale, offset, nodata and saturation in force.</param>
/// <param name="HasScale">A scale or offset was stated by the question or the file.</param>
/// <param name="HasMask">A mask band or alpha band goes with it.</param>
/// <param name="BlockWidth">Block of the file, pixels.</param>
/// <param name="BlockHeight">Block of the file, pixels.</param>
public sealed record Band(string Role, BandSource Source, PixelType PixelType, BandForm Form, bool HasScale, bool HasMask, int BlockWidth, int BlockHeight);
