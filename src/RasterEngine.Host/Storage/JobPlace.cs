using System.Globalization;

namespace RasterEngine.Host.Storage;

/// <summary>A job's place in a list of the newest first; of two that came in the same microsecond the smaller number is first.</summary>
/// <param name="Created">UTC, to the microsecond.</param>
/// <param name="Id">Its number.</param>
internal readonly record struct JobPlace(DateTime Created, Guid Id)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static JobPlace Of(ScanRow scan) => new(scan.Created, scan.Id);

    /// <summary>Null when it is none.</summary>
    public static JobPlace? Parse(string text) =>
        text.Split('_') is [var time, var id] && Guid.TryParse(id, out Guid number)
        && DateTime.TryParseExact(time, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime created)
            ? new(created, number)
            : null;

    /// <summary>As addresses have it.</summary>
    public override string ToString() => $"{Created.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture)}_{Id:D}";
}
