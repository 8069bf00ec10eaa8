using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>Owns one struct libdeflate_compressor.</summary>
internal sealed class DeflateEncoderHandle : SafeHandle
{
    public DeflateEncoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        CodecMethods.libdeflate_free_compressor(handle);
        return true;
    }
}
