namespace RasterEngine.Estimates;

/// <summary>A labelled sample: who was drawn where, what the map says of it and what the reference says.</summary>
/// <remarks>
/// Strata need not be map classes. A stratum without units and of no area is allowed (a class that the map never gives);
/// one with area and without units cannot be estimated and is refused.
/// </remarks>
public sealed class Panel
{
    /// <summary>Largest distance of a unit's shares from 1 in all.</summary>
    private const double ShareTolerance = 1e-9;

    /// <exception cref="ScanException">A stratum without units, with more units than it holds, or an area that is none.</exception>
    /// <exception cref="ArgumentException">Groups that do not fit strata and classes.</exception>
    public Panel(IReadOnlyList<Stratum> strata, IReadOnlyList<string> classes, IReadOnlyList<UnitGroup> groups, IReadOnlyList<string>? zones = null)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(groups);
        (Strata, Classes, Groups, Zones) = (strata, classes, groups, zones ?? []);
        foreach (UnitGroup group in groups)
        {
            RefuseMisfit(group);
        }

        UnitsOf = [.. strata.Select((_, h) => groups.Where(g => g.Stratum == h).Sum(g => g.Units))];
        foreach ((Stratum stratum, long n) in strata.Zip(UnitsOf))
        {
            RefuseUnusable(stratum, n);
        }

        Hectares = strata.Sum(s => s.Hectares);
        if (!(Hectares > 0))
        {
            throw new ScanException("no-area", "The strata hold no area, so there is nothing to estimate; give every stratum its pixels and pixelHectares, or its hectares.");
        }
    }

    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>Classes of map and reference.</summary>
    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<UnitGroup> Groups { get; }

    /// <summary>Names of the domains that units can lie in.</summary>
    public IReadOnlyList<string> Zones { get; }

    /// <summary>Labelled units a stratum.</summary>
    public IReadOnlyList<long> UnitsOf { get; }

    /// <summary>Area of all strata.</summary>
    public double Hectares { get; }

    /// <summary>Labelled units in all.</summary>
    public long UnitCount => UnitsOf.Sum();

    /// <summary>Whether every stratum is the part of the map with one class, and named like it.</summary>
    public bool StrataAreMapClasses => Strata.All(s => Classes.Contains(s.Name)) && Groups.All(g => g.MapClass is { } map && Classes[map] == Strata[g.Stratum].Name);

    private static void RefuseUnusable(Stratum stratum, long n)
    {
        if (!(stratum.Hectares >= 0 && double.IsFinite(stratum.Hectares)))
        {
            throw new ScanException("bad-area", FormattableString.Invariant($"Stratum “{stratum.Name}” has {stratum.Hectares} hectares; expected 0 or more. Give the area that the map has of it."));
        }

        if (stratum.Hectares > 0 && n == 0)
        {
            throw new ScanException("stratum-without-sample", FormattableString.Invariant($"Stratum “{stratum.Name}” has {stratum.Hectares:0.####} ha and no labelled unit, so nothing is known of it; label units there (2 at the very least), or merge it with a stratum like it."));
        }

        if (n > 0 && (stratum.Hectares == 0 || n > stratum.Units))
        {
            throw new ScanException("more-units-than-stratum", FormattableString.Invariant($"Stratum “{stratum.Name}” has {n} labelled units and holds {(stratum.Units is { } units ? $"{units} units" : "no area")}; give the number of units it was drawn from, or take the labels out that belong elsewhere."));
        }
    }

    private void RefuseMisfit(UnitGroup group)
    {
        if ((uint)group.Stratum >= (uint)Strata.Count || group.MapClass is { } map && (uint)map >= (uint)Classes.Count || group.Zone is { } zone && (uint)zone >= (uint)Zones.Count)
        {
            throw new ArgumentException($"a group of stratum {group.Stratum}, map class {group.MapClass} and zone {group.Zone} in a panel of {Strata.Count} strata, {Classes.Count} classes and {Zones.Count} zones");
        }

        if (group.Reference.Count != Classes.Count || group.Reference.Any(s => !(s >= 0 && s <= 1)) || Math.Abs(group.Reference.Sum() - 1) > ShareTolerance)
        {
            throw new ArgumentException($"reference shares {string.Join(", ", group.Reference)}; expected {Classes.Count} from 0 to 1, 1 in all");
        }

        if (group.Units < 0 || !(group.Weight > 0 && double.IsFinite(group.Weight)))
        {
            throw new ArgumentException($"{group.Units} units of weight {group.Weight}; expected a count and a positive weight");
        }
    }
}
