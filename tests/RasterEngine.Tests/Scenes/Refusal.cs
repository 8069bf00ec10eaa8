using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

internal static class Refusal
{
    /// <summary>Reading is refused with this code, and the sentence says this.</summary>
    public static void Of(string code, string says, Func<SceneMetadata?> read)
    {
        ScanException e = Assert.Throws<ScanException>(read);
        Assert.Equal((code, true), (e.Code, e.Message.Contains(says, StringComparison.Ordinal)));
    }
}
