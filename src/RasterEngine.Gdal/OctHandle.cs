using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>Owns one OGRCoordinateTransformationH.</summary>
internal sealed class OctHandle : SafeHandle
{
    public OctHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.OCTDestroyCoordinateTransformation(handle);
        return true;
    }
}
