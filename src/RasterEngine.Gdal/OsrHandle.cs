using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>Owns one OGRSpatialReferenceH. Lives for one question; <see cref="SpatialReference"/> keeps the answers.</summary>
internal sealed class OsrHandle : SafeHandle
{
    public OsrHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.OSRDestroySpatialReference(handle);
        return true;
    }
}
