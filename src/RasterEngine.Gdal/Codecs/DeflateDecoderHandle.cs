using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>Owns one struct libdeflate_decompressor.</summary>
internal sealed class DeflateDecoderHandle : SafeHandle
{
    public DeflateDecoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        CodecMethods.libdeflate_free_decompressor(handle);
        return true;
    }
}
