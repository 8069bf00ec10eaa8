namespace RasterEngine;

/// <summary>A question that cannot be answered, in the analyst's terms: the file or field, what was found, what was expected.</summary>
/// <param name="code">The refusal's code: <c>raster-engine explain CODE</c> has a page about it.</param>
/// <param name="message">One sentence.</param>
/// <param name="cause">What the machine said, for <c>--verbose</c>.</param>
public sealed class ScanException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Code { get; } = code;
}
