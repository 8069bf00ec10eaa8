using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>Owns one ZSTD_DCtx.</summary>
internal sealed class ZstdDecoderHandle : SafeHandle
{
    public ZstdDecoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = CodecMethods.ZSTD_freeDCtx(handle);
        return true;
    }
}
