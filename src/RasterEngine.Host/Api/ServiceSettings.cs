using System.Globalization;

namespace RasterEngine.Host.Api;

/// <summary>What an administrator may switch on.</summary>
/// <param name="Echo">The process <c>echo</c>, for compliance tests: <c>RASTERENGINE_ECHO=1</c>.</param>
/// <param name="TryAgain">How long a scan waits that finds no space for its result: <c>RASTERENGINE_TRY_AGAIN_SECONDS</c>.</param>
/// <param name="Keep">How long a scan that has ended is kept, with its result: <c>RASTERENGINE_KEEP_DAYS</c>; null: for ever.</param>
/// <param name="NormalPatience">How long urgent scans may keep all normal ones waiting before one of these goes first: <c>RASTERENGINE_NORMAL_SECONDS</c>, 60 unless set.</param>
internal sealed record ServiceSettings(bool Echo, TimeSpan TryAgain, TimeSpan? Keep, TimeSpan NormalPatience)
{
    /// <exception cref="ScanException">A setting is not understood.</exception>
    public static ServiceSettings OfEnvironment() => new(Environment.GetEnvironmentVariable("RASTERENGINE_ECHO") == "1", Seconds("RASTERENGINE_TRY_AGAIN_SECONDS"), KeepDays(Environment.GetEnvironmentVariable("RASTERENGINE_KEEP_DAYS")), Seconds("RASTERENGINE_NORMAL_SECONDS"));

    private static TimeSpan Seconds(string setting) => Environment.GetEnvironmentVariable(setting) is { Length: > 0 } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
            : throw new ScanException("bad-argument", $"{setting} is {text}; expected a whole number of seconds, 1 to 86400, or nothing for 60.")
        : TimeSpan.FromMinutes(1);

    private static TimeSpan? KeepDays(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is > 0 and <= 36_500 ? TimeSpan.FromDays(days)
        : throw new ScanException("bad-argument", $"RASTERENGINE_KEEP_DAYS is {text}; expected a whole number of days, 1 or more, or nothing to keep every scan.");
}
