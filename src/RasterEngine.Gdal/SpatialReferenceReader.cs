using System.Runtime.InteropServices.Marshalling;

namespace RasterEngine.Gdal;

/// <summary>Between <see cref="SpatialReference"/> and GDAL's handles. Every handle has axes in x/y, longitude/latitude order.</summary>
internal static unsafe class SpatialReferenceReader
{
    // OGRERR_… of ogr_core.h, for the failures that come without words.
    private static readonly string[] Reasons =
        ["nothing is wrong", "there is not enough data", "memory ran out", "the geometry is not supported",
            "it is not supported", "the text is corrupt", "it failed", "the system is not supported"];

    /// <exception cref="GdalException">Not WKT that PROJ understands.</exception>
    public static OsrHandle Import(string wkt)
    {
        OsrHandle handle = New();
        byte* text = Utf8StringMarshaller.ConvertToUnmanaged(wkt);
        try
        {
            byte* rest = text;
            GdalErrors.Reset();
            return Checked(handle, NativeMethods.OSRImportFromWkt(handle, &rest), "OSRImportFromWkt", $"the WKT \"{Beginning(wkt)}\"");
        }
        finally
        {
            Utf8StringMarshaller.Free(text);
        }
    }

    /// <exception cref="GdalException">No such code, or no PROJ database.</exception>
    public static OsrHandle Import(int code)
    {
        OsrHandle handle = New();
        GdalErrors.Reset();
        return Checked(handle, NativeMethods.OSRImportFromEPSG(handle, code), "OSRImportFromEPSG", $"EPSG:{code}");
    }

    /// <summary>The value of a handle that stays the caller's.</summary>
    public static SpatialReference Read(OsrHandle handle)
    {
        bool isGeographic = NativeMethods.OSRIsGeographic(handle) != 0 && NativeMethods.OSRIsDerivedGeographic(handle) == 0;
        bool isProjected = NativeMethods.OSRIsProjected(handle) != 0;
        bool isOnEarth = isGeographic || isProjected;
        byte* unit = null;
        var facts = new SpatialReferenceFacts(
            Name: NativeMethods.Text(NativeMethods.OSRGetName(handle)) ?? "",
            Code: CodeOf(handle),
            Kind: isGeographic ? SpatialReferenceKind.Geographic
                : isProjected ? SpatialReferenceKind.Projected : SpatialReferenceKind.Other,
            // Asked of a system without an ellipsoid, GDAL answers with WGS 84's.
            SemiMajorAxisMetres: isOnEarth ? NativeMethods.OSRGetSemiMajor(handle, out _) : double.NaN,
            InverseFlattening: isOnEarth ? NativeMethods.OSRGetInvFlattening(handle, out _) : double.NaN,
            LinearUnitMetres: isProjected ? NativeMethods.OSRGetLinearUnits(handle, out unit) : double.NaN,
            LinearUnitName: isProjected ? NativeMethods.Text(unit) ?? "" : "",
            AngularUnitRadians: isOnEarth ? NativeMethods.OSRGetAngularUnits(handle, out _) : double.NaN);
        return new SpatialReference(WktOf(handle), facts);
    }

    private static OsrHandle New()
    {
        GdalLibrary.EnsureLoaded();
        OsrHandle handle = NativeMethods.OSRNewSpatialReference(null);
        NativeMethods.OSRSetAxisMappingStrategy(handle, NativeMethods.OAMS_TRADITIONAL_GIS_ORDER);
        return handle;
    }

    private static OsrHandle Checked(OsrHandle handle, int error, string function, string subject)
    {
        if (error == 0)
            return handle;
        handle.Dispose();
        GdalException said = GdalErrors.Failure(function, null, Reasons[Math.Clamp(error, 0, Reasons.Length - 1)]);
        throw new GdalException(function, null, $"{subject} is not a spatial reference: {said.GdalMessage}");
    }

    private static string WktOf(OsrHandle handle)
    {
        byte* text;
        GdalErrors.Reset();
        int error = NativeMethods.OSRExportToWktEx(handle, out text, ["FORMAT=WKT2_2019", "MULTILINE=NO", null]);
        if (error != 0 || text is null || *text == 0)
        {
            NativeMethods.VSIFree(text);
            error = NativeMethods.OSRExportToWkt(handle, out text);
        }
        string? wkt = NativeMethods.Text(text);
        NativeMethods.VSIFree(text);
        return error == 0 && !string.IsNullOrEmpty(wkt) ? wkt : throw GdalErrors.Failure("OSRExportToWkt", null);
    }

    private static string? CodeOf(OsrHandle handle)
    {
        string? authority = NativeMethods.Text(NativeMethods.OSRGetAuthorityName(handle, null));
        string? code = NativeMethods.Text(NativeMethods.OSRGetAuthorityCode(handle, null));
        return authority is null || code is null ? null : $"{authority}:{code}";
    }

    private static string Beginning(string wkt) => wkt.Length <= 60 ? wkt : wkt[..60] + "…";
}
