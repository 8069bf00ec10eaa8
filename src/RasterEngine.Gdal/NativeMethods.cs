using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

[assembly: DisableRuntimeMarshalling]

namespace RasterEngine.Gdal;

/// <summary>
/// libgdal's C functions under their own names, grouped by header. A returned byte* is GDAL's own text and is never freed here;
/// text handed out by an out parameter is the caller's and goes to <see cref="VSIFree"/>. Lists of options end with a null.
/// </summary>
internal static unsafe partial class NativeMethods
{
    /// <summary>The import name that <see cref="GdalLibrary"/> resolves to the libgdal it found.</summary>
    public const string Library = "gdal";

    // gdal.h: drivers and datasets
    public const uint GDAL_OF_RASTER = 0x02, GDAL_OF_VERBOSE_ERROR = 0x40;
    public const int GF_Read = 0, GF_Write = 1, GPI_RGB = 1;

    [LibraryImport(Library)] public static partial void GDALSetCacheMax64(long bytes);
    [LibraryImport(Library)] public static partial int GDALGetDriverCount();
    [LibraryImport(Library)] public static partial nint GDALGetDriver(int index);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALGetDriverByName(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALOpenEx(string path, uint flags, string?[] allowedDrivers, string?[] openOptions, nint siblingFiles);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALCreate(nint driver, string path, int width, int height, int bands, int type, string?[] options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GDALAddBand(nint dataset, int type, string?[] options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALCreateCopy(
        nint driver, string path, nint source, int strict, string?[] options, nint progress, nint progressData);

    /// <summary>Returns CPLErr since GDAL 3.7; before that nothing, and what arrives here is noise.</summary>
    [LibraryImport(Library)] public static partial int GDALClose(nint dataset);

    [LibraryImport(Library)] public static partial nint GDALGetDatasetDriver(nint dataset);
    [LibraryImport(Library)] public static partial int GDALGetRasterXSize(nint dataset);
    [LibraryImport(Library)] public static partial int GDALGetRasterYSize(nint dataset);
    [LibraryImport(Library)] public static partial int GDALGetRasterCount(nint dataset);
    [LibraryImport(Library)] public static partial nint GDALGetRasterBand(nint dataset, int number);
    [LibraryImport(Library)] public static partial int GDALGetGeoTransform(nint dataset, double* six);
    [LibraryImport(Library)] public static partial int GDALSetGeoTransform(nint dataset, double* six);
    [LibraryImport(Library)] public static partial nint GDALGetSpatialRef(nint dataset);
    [LibraryImport(Library)] public static partial int GDALSetSpatialRef(nint dataset, OsrHandle reference);

    // gdal_utils.h
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALWarpAppOptionsNew(string?[] arguments, nint forBinary);
    [LibraryImport(Library)] public static partial void GDALWarpAppOptionsFree(nint options);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALWarp(string? path, nint target, int sourceCount, nint* sources, nint options, int* usageError);

    // gdal.h: major objects (drivers, datasets and bands alike)
    [LibraryImport(Library)] public static partial byte* GDALGetDescription(nint item);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GDALSetDescription(nint item, string description);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* GDALGetMetadataItem(nint item, string key, string? domain);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GDALSetMetadataItem(nint item, string key, string value, string? domain);

    // gdal.h: bands
    [LibraryImport(Library)] public static partial int GDALGetRasterDataType(nint band);
    [LibraryImport(Library)] public static partial void GDALGetBlockSize(nint band, out int width, out int height);
    [LibraryImport(Library)]
    public static partial int GDALRasterIOEx(
        nint band, int direction, int column, int row, int width, int height,
        void* pixels, int bufferWidth, int bufferHeight, int type, long pixelSpace, long lineSpace, nint extra);
    [LibraryImport(Library)] public static partial double GDALGetRasterNoDataValue(nint band, out int found);
    [LibraryImport(Library)] public static partial long GDALGetRasterNoDataValueAsInt64(nint band, out int found);
    [LibraryImport(Library)] public static partial ulong GDALGetRasterNoDataValueAsUInt64(nint band, out int found);
    [LibraryImport(Library)] public static partial int GDALSetRasterNoDataValue(nint band, double value);
    [LibraryImport(Library)] public static partial int GDALSetRasterNoDataValueAsInt64(nint band, long value);
    [LibraryImport(Library)] public static partial int GDALSetRasterNoDataValueAsUInt64(nint band, ulong value);
    [LibraryImport(Library)] public static partial double GDALGetRasterScale(nint band, out int found);
    [LibraryImport(Library)] public static partial double GDALGetRasterOffset(nint band, out int found);
    [LibraryImport(Library)] public static partial int GDALSetRasterScale(nint band, double value);
    [LibraryImport(Library)] public static partial int GDALSetRasterOffset(nint band, double value);
    [LibraryImport(Library)] public static partial int GDALCreateDatasetMaskBand(nint dataset, int flags);
    [LibraryImport(Library)] public static partial nint GDALGetMaskBand(nint band);
    [LibraryImport(Library)] public static partial int GDALGetMaskFlags(nint band);
    [LibraryImport(Library)] public static partial int GDALGetRasterColorInterpretation(nint band);
    [LibraryImport(Library)] public static partial int GDALSetRasterColorInterpretation(nint band, int interpretation);
    [LibraryImport(Library)] public static partial byte* GDALGetColorInterpretationName(int interpretation);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GDALGetColorInterpretationByName(string name);
    [LibraryImport(Library)] public static partial nint GDALCreateColorTable(int interpretation);
    [LibraryImport(Library)] public static partial void GDALDestroyColorTable(nint table);
    [LibraryImport(Library)] public static partial int GDALGetColorEntryCount(nint table);
    [LibraryImport(Library)] public static partial short* GDALGetColorEntry(nint table, int index);
    [LibraryImport(Library)] public static partial void GDALSetColorEntry(nint table, int index, short* fourParts);
    [LibraryImport(Library)] public static partial nint GDALGetRasterColorTable(nint band);
    [LibraryImport(Library)] public static partial int GDALSetRasterColorTable(nint band, nint table);

    // cpl_error.h
    public const int CE_None = 0, CE_Failure = 3;

    [LibraryImport(Library)] public static partial void CPLErrorReset();
    [LibraryImport(Library)] public static partial int CPLGetLastErrorType();
    [LibraryImport(Library)] public static partial byte* CPLGetLastErrorMsg();
    [LibraryImport(Library)] public static partial nint CPLSetErrorHandler(nint handler);

    // cpl_conv.h, cpl_vsi.h
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void CPLSetConfigOption(string key, string? value);
    [LibraryImport(Library)] public static partial void VSIFree(void* memory);

    // ogr_srs_api.h
    public const int OAMS_TRADITIONAL_GIS_ORDER = 0;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial OsrHandle OSRNewSpatialReference(string? wkt);
    [LibraryImport(Library)] public static partial OsrHandle OSRClone(nint reference);
    [LibraryImport(Library)] public static partial OsrHandle OSRCloneGeogCS(OsrHandle reference);
    [LibraryImport(Library)] public static partial void OSRDestroySpatialReference(nint reference);
    [LibraryImport(Library)] public static partial int OSRImportFromEPSG(OsrHandle reference, int code);
    [LibraryImport(Library)] public static partial int OSRImportFromWkt(OsrHandle reference, byte** wkt);
    [LibraryImport(Library)] public static partial int OSRExportToWkt(OsrHandle reference, out byte* wkt);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OSRExportToWktEx(OsrHandle reference, out byte* wkt, string?[] options);
    [LibraryImport(Library)] public static partial byte* OSRGetName(OsrHandle reference);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* OSRGetAuthorityName(OsrHandle reference, string? node);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* OSRGetAuthorityCode(OsrHandle reference, string? node);
    [LibraryImport(Library)] public static partial int OSRIsGeographic(OsrHandle reference);
    [LibraryImport(Library)] public static partial int OSRIsDerivedGeographic(OsrHandle reference);
    [LibraryImport(Library)] public static partial int OSRIsProjected(OsrHandle reference);
    [LibraryImport(Library)] public static partial int OSRIsLocal(OsrHandle reference);
    [LibraryImport(Library)] public static partial int OSRIsSame(OsrHandle one, OsrHandle other);
    [LibraryImport(Library)] public static partial double OSRGetSemiMajor(OsrHandle reference, out int error);
    [LibraryImport(Library)] public static partial double OSRGetInvFlattening(OsrHandle reference, out int error);
    [LibraryImport(Library)] public static partial double OSRGetLinearUnits(OsrHandle reference, out byte* name);
    [LibraryImport(Library)] public static partial double OSRGetAngularUnits(OsrHandle reference, out byte* name);
    [LibraryImport(Library)] public static partial void OSRSetAxisMappingStrategy(OsrHandle reference, int strategy);
    [LibraryImport(Library)] public static partial int OSRStripVertical(OsrHandle reference);
    [LibraryImport(Library)] public static partial void OSRSetPROJEnableNetwork(int enable);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void OSRSetPROJSearchPaths(string?[] folders);
    [LibraryImport(Library)] public static partial OctHandle OCTNewCoordinateTransformation(OsrHandle source, OsrHandle target);
    [LibraryImport(Library)] public static partial void OCTDestroyCoordinateTransformation(nint transform);
    [LibraryImport(Library)]
    public static partial int OCTTransform4DWithErrorCodes(
        OctHandle transform, int count, double* x, double* y, double* z, double* t, int* errorCodes);

    /// <summary>A copy of text that stays GDAL's own; null for a null pointer.</summary>
    public static string? Text(byte* utf8) => Utf8StringMarshaller.ConvertToManaged(utf8);

    // ogr_srs_api.h, for layers with heights
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OSRDemoteTo2D(OsrHandle reference, string? name);

    // ogr_api.h, ogr_core.h, and what gdal.h says of layers
    public const uint GDAL_OF_VECTOR = 0x04;
    public const int wkbPolygon = 3, wkbMultiPolygon = 6, wkbGeometryCollection = 7, wkbNone = 100;

    [LibraryImport(Library)] public static partial int GDALDatasetGetLayerCount(nint dataset);
    [LibraryImport(Library)] public static partial nint GDALDatasetGetLayer(nint dataset, int index);
    [LibraryImport(Library)] public static partial byte* OGR_L_GetName(nint layer);
    [LibraryImport(Library)] public static partial int OGR_L_GetGeomType(nint layer);
    [LibraryImport(Library)] public static partial nint OGR_L_GetSpatialRef(nint layer);
    [LibraryImport(Library)] public static partial nint OGR_L_GetLayerDefn(nint layer);
    [LibraryImport(Library)] public static partial byte* OGR_L_GetFIDColumn(nint layer);
    [LibraryImport(Library)] public static partial nint OGR_L_GetNextFeature(nint layer);
    [LibraryImport(Library)] public static partial int OGR_FD_GetFieldCount(nint definition);
    [LibraryImport(Library)] public static partial nint OGR_FD_GetFieldDefn(nint definition, int index);
    [LibraryImport(Library)] public static partial byte* OGR_Fld_GetNameRef(nint field);
    [LibraryImport(Library)] public static partial long OGR_F_GetFID(nint feature);
    [LibraryImport(Library)] public static partial int OGR_F_IsFieldSetAndNotNull(nint feature, int index);
    [LibraryImport(Library)] public static partial byte* OGR_F_GetFieldAsString(nint feature, int index);
    [LibraryImport(Library)] public static partial nint OGR_F_GetGeometryRef(nint feature);
    [LibraryImport(Library)] public static partial void OGR_F_Destroy(nint feature);
    [LibraryImport(Library)] public static partial int OGR_GT_Flatten(int type);
    [LibraryImport(Library)] public static partial int OGR_GT_IsNonLinear(int type);
    [LibraryImport(Library)] public static partial int OGR_G_GetGeometryType(nint geometry);
    [LibraryImport(Library)] public static partial byte* OGR_G_GetGeometryName(nint geometry);
    [LibraryImport(Library)] public static partial int OGR_G_GetGeometryCount(nint geometry);
    [LibraryImport(Library)] public static partial nint OGR_G_GetGeometryRef(nint geometry, int index);
    [LibraryImport(Library)] public static partial nint OGR_G_GetLinearGeometry(nint geometry, double maxAngle, byte** options);
    [LibraryImport(Library)] public static partial void OGR_G_DestroyGeometry(nint geometry);
    [LibraryImport(Library)] public static partial int OGR_G_GetPointCount(nint geometry);
    [LibraryImport(Library)]
    public static partial int OGR_G_GetPoints(nint geometry, double* x, int xStride, double* y, int yStride, double* z, int zStride);

    // ogr_api.h: writing
    public const int OFTReal = 2, OFTString = 4, OFTInteger64 = 12, wkbLinearRing = 101;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALDatasetCreateLayer(nint dataset, string name, OsrHandle reference, int geometryType, string?[] options);
    [LibraryImport(Library)] public static partial int GDALDatasetStartTransaction(nint dataset, int force);
    [LibraryImport(Library)] public static partial int GDALDatasetCommitTransaction(nint dataset);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OGR_Fld_Create(string name, int type);
    [LibraryImport(Library)] public static partial void OGR_Fld_Destroy(nint field);
    [LibraryImport(Library)] public static partial int OGR_L_CreateField(nint layer, nint field, int approximately);
    [LibraryImport(Library)] public static partial int OGR_L_CreateFeature(nint layer, nint feature);
    [LibraryImport(Library)] public static partial nint OGR_F_Create(nint definition);
    [LibraryImport(Library)] public static partial void OGR_F_SetFieldInteger64(nint feature, int index, long value);
    [LibraryImport(Library)] public static partial void OGR_F_SetFieldDouble(nint feature, int index, double value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void OGR_F_SetFieldString(nint feature, int index, string value);
    [LibraryImport(Library)] public static partial void OGR_F_SetFieldNull(nint feature, int index);
    [LibraryImport(Library)] public static partial int OGR_F_SetGeometryDirectly(nint feature, nint geometry);
    [LibraryImport(Library)] public static partial nint OGR_G_CreateGeometry(int type);
    [LibraryImport(Library)] public static partial int OGR_G_AddGeometryDirectly(nint geometry, nint part);
    [LibraryImport(Library)]
    public static partial void OGR_G_SetPoints(nint geometry, int count, double* x, int xStride, double* y, int yStride, double* z, int zStride);
}
