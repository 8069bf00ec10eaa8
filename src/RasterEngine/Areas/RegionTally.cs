using System.Numerics;

namespace RasterEngine.Areas;

/// <summary>Sums of a scan that is asked about part of its grid: zones, land, or both. One a worker, added up at the end.</summary>
public sealed class RegionTally
{
    private readonly Dictionary<int, ShareTally> zones = [];
    private readonly Dictionary<int, ShareTally> zonesOffLand = [];

    /// <summary>In the zones (or anywhere, without zones) and on land.</summary>
    public ShareTally Inside { get; } = new();

    /// <summary>In the zones but not on land.</summary>
    public ShareTally OffLand { get; } = new();

    /// <summary>Pixels in no zone, or not on land.</summary>
    public long OutsidePixels { get; set; }

    /// <summary>On land: what a zone is asked about. Null for a zone that no pixel of the grid meets.</summary>
    public ShareTally? Zone(int zone) => zones.GetValueOrDefault(zone);

    /// <summary>The part of a zone that is not on land.</summary>
    public ShareTally? ZoneOffLand(int zone) => zonesOffLand.GetValueOrDefault(zone);

    /// <summary>Every zone that a pixel met, on land and off it.</summary>
    public IEnumerable<(int Zone, bool IsOnLand, ShareTally Tally)> Zones =>
        zones.Select(z => (z.Key, true, z.Value)).Concat(zonesOffLand.Select(z => (z.Key, false, z.Value)));

    /// <summary>Adds the sums of one zone.</summary>
    public void AddToZone(int zone, bool isOnLand, ShareTally tally) => Of(isOnLand ? zones : zonesOffLand, zone).Add(tally);

    /// <summary>Adds pixels of one zone.</summary>
    public void AddToZone<TCell>(int zone, bool isOnLand, ReadOnlySpan<TCell> cells, ReadOnlySpan<long> areas, int share)
        where TCell : unmanaged, IBinaryInteger<TCell> =>
        Of(isOnLand ? zones : zonesOffLand, zone).Add(cells, areas, share);

    public void Add(RegionTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Inside.Add(other.Inside);
        OffLand.Add(other.OffLand);
        OutsidePixels += other.OutsidePixels;
        foreach ((int zone, ShareTally tally) in other.zones)
        {
            Of(zones, zone).Add(tally);
        }

        foreach ((int zone, ShareTally tally) in other.zonesOffLand)
        {
            Of(zonesOffLand, zone).Add(tally);
        }
    }

    private static ShareTally Of(Dictionary<int, ShareTally> tallies, int zone)
    {
        if (!tallies.TryGetValue(zone, out ShareTally? tally))
        {
            tallies[zone] = tally = new ShareTally();
        }

        return tally;
    }
}
