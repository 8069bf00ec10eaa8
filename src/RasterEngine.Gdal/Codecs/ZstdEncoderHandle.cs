using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>Owns one ZSTD_CCtx.</summary>
internal sealed class ZstdEncoderHandle : SafeHandle
{
    public ZstdEncoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = CodecMethods.ZSTD_freeCCtx(handle);
        return true;
    }
}
