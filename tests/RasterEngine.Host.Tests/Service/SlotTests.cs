using RasterEngine.Host.Storage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Slots of a schedule across changes of clocks, held against dates worked out by hand.</summary>
public sealed class SlotTests
{
    [Theory]

    // 28 March 2027: in Berlin 02:00–03:00 does not exist; the slot of 02:30 is 03:00 local, 01:00 UTC.
    [InlineData("30 2 * * *", "Europe/Berlin", "2027-03-27T12:00:00Z", "2027-03-28T01:00:00Z")]

    // 31 October 2027: 02:30 comes twice, first at 00:30 UTC; it runs that once.
    [InlineData("30 2 * * *", "Europe/Berlin", "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z")]

    // No change of clocks.
    [InlineData("30 3 * * 1", "Africa/Nairobi", "2027-03-28T12:00:00Z", "2027-03-29T00:30:00Z")]

    // 14 March 2027: New York skips 02:00–03:00; 02:15 becomes 03:00 local, 07:00 UTC.
    [InlineData("15 2 * * *", "America/New_York", "2027-03-14T00:00:00Z", "2027-03-14T07:00:00Z")]

    // 7 November 2027: 01:30 comes twice there, first at 05:30 UTC.
    [InlineData("30 1 * * *", "America/New_York", "2027-11-07T00:00:00Z", "2027-11-07T05:30:00Z")]
    [InlineData("30 1 * * *", "America/New_York", "2027-11-07T05:30:00Z", "2027-11-08T06:30:00Z")]

    // Sydney skips 02:00–03:00 on 3 October 2027 and has 02:30 twice on 4 April 2027.
    [InlineData("30 2 * * *", "Australia/Sydney", "2027-10-01T20:00:00Z", "2027-10-02T16:00:00Z")]
    [InlineData("30 2 * * *", "Australia/Sydney", "2027-04-03T00:00:00Z", "2027-04-03T15:30:00Z")]
    [InlineData("30 2 * * *", "Australia/Sydney", "2027-04-03T15:30:00Z", "2027-04-04T16:30:00Z")]
    [InlineData("0 6 * * *", "America/Sao_Paulo", "2027-02-01T00:00:00Z", "2027-02-01T09:00:00Z")]
    public void Next_FollowsTheClocksOfItsZone(string cron, string zone, string after, string expected) =>
        Assert.Equal(Utc(expected), SlotTable.Next(cron, zone, Utc(after)));

    [Theory]
    [InlineData("61 * * * *", "UTC")]
    [InlineData("nonsense", "UTC")]
    [InlineData("0 0 * * *", "Europe/Atlantis")]
    public void Next_RefusesWhatItDoesNotKnow(string cron, string zone) =>
        Assert.Equal("bad-schedule", Assert.Throws<ScanException>(() => SlotTable.Next(cron, zone, DateTime.UtcNow)).Code);

    private static DateTime Utc(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
