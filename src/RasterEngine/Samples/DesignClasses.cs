namespace RasterEngine.Samples;

/// <summary>A design held against a map's classes: which reference class is estimated, and what each map class claims to be.</summary>
public sealed class DesignClasses
{
    private const string Before = "vegetated-before", After = "vegetated-after";

    private readonly int[] claims;
    private readonly bool[] isNear;

    private DesignClasses(IReadOnlyList<ReferenceClass> references, int target, int[] claims, bool[] isNear)
    {
        References = references;
        TargetIndex = target;
        this.claims = claims;
        this.isNear = isNear;
    }

    /// <summary>What interpreters tell apart, in the design's order.</summary>
    public IReadOnlyList<ReferenceClass> References { get; }

    /// <summary>The reference class whose area the sample is made for.</summary>
    public int TargetIndex { get; }

    public ReferenceClass Target => References[TargetIndex];

    /// <summary>Every map class is a reference class and the other way round.</summary>
    public bool IsOneToOne => References.All(r => r.MapTo.Count == 1);

    /// <summary>The reference class that a map class claims to be.</summary>
    public int Claim(int mapClass) => claims[mapClass];

    /// <summary>Around pixels of this map class omissions of the target are to be expected.</summary>
    public bool IsNear(int mapClass) => isNear[mapClass];

    /// <exception cref="ScanException">A name is not one of the map's, a map class claims nothing or twice, or the target is not there.</exception>
    public static DesignClasses Of(string file, SampleDesign design, MapLegend legend)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(legend);
        string names = string.Join(", ", legend.Classes.Select(c => c.Name));
        IReadOnlyList<ReferenceClass> references = design.ReferenceClasses ?? Default(file, design.Target, legend);
        int[] claims = [.. Enumerable.Repeat(-1, legend.Classes.Count)];
        for (int i = 0; i < references.Count; i++)
        {
            foreach (string name in references[i].MapTo)
            {
                int mapClass = legend.Find(name);
                claims[mapClass < 0
                    ? throw new ScanException("class-unknown", $"{file}: “{references[i].Name}” is mapped to “{name}”, which is not a class of the map; expected one of {names} in “mapTo”.")
                    : mapClass] = claims[mapClass] < 0 ? i : throw new ScanException("bad-field", $"{file}: “mapTo” gives the map's class “{name}” to {references[claims[mapClass]].Name} and to {references[i].Name}; expected one of them.");
            }
        }

        if (Array.IndexOf(claims, -1) is >= 0 and int unclaimed)
        {
            throw new ScanException("class-unknown", $"{file}: “mapTo” does not say which reference class the map's class “{legend.Classes[unclaimed].Name}” claims to be; expected every one of {names} in it.");
        }

        int reference = references.Select(r => r.Name).ToList().IndexOf(design.Target), named = legend.Find(design.Target);
        int stands = named >= 0 ? named : design.Target is Before or After ? legend.Find("kept") : -1;
        int target = reference >= 0 ? reference : stands >= 0 ? claims[stands] : throw NoTarget();

        // A target named by its map class, such as what was gained, is missed around that class; else around all that claim it.
        bool isNarrow = reference < 0 && named >= 0;
        return new DesignClasses(references, target, claims, [.. claims.Select((c, i) => isNarrow ? i == named : c == target)]);

        ScanException NoTarget() => new("class-unknown", $"{file}: “target” is “{design.Target}”, which is neither a reference class nor a class of the map; expected one of {string.Join(", ", references.Select(r => r.Name).Union(legend.Classes.Select(c => c.Name)))}.");
    }

    // Vegetated before is what was kept or lost; after, what was kept or gained (changes smaller than D stay on the side of the map's class).
    private static IReadOnlyList<ReferenceClass> Default(string file, string target, MapLegend legend)
    {
        if (target is not (Before or After))
        {
            return [.. legend.Classes.Select(c => new ReferenceClass(c.Name, [c.Name]))];
        }

        string[] green = ["kept", target == Before ? "lost" : "gained"];
        return green.All(g => legend.Find(g) >= 0)
            ? [new ReferenceClass("vegetated", green), new ReferenceClass("not vegetated", [.. legend.Classes.Select(c => c.Name).Except(green)])]
            : throw new ScanException("class-unknown", $"{file}: “target” is “{target}”, which only a mask of two dates has; expected one of {string.Join(", ", legend.Classes.Select(c => c.Name))}.");
    }
}
