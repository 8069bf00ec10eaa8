namespace RasterEngine.Estimates;

/// <summary>A stratum as documents write it: <c>{ "name", "pixels" | "units", "pixelHectares" | "unitHectares" | "hectares" }</c>.</summary>
internal static class StratumDocument
{
    private static readonly string[] Fields = ["name", "pixels", "units", "pixelHectares", "unitHectares", "hectares"];

    /// <summary>Its area is NaN where the document has units without the hectares of one.</summary>
    /// <exception cref="ScanException">A field that is missing, negative or not whole.</exception>
    public static Stratum Read(DocumentObject entry)
    {
        entry.Allow(Fields, []);
        string name = entry.Text("name") ?? throw entry.Missing("name");
        string count = entry.Has("pixels") ? "pixels" : "units", size = entry.Has("pixelHectares") ? "pixelHectares" : "unitHectares";
        long? units = entry.Has(count) ? Whole(entry, count, name) : null;
        double? unitHectares = Area(entry, size, name), hectares = Area(entry, "hectares", name);
        if (units is null && hectares is null)
        {
            throw new ScanException("missing-field", $"{entry.Field("hectares")} is missing: stratum “{name}” has no size; expected “pixels” with “pixelHectares”, “units”, or “hectares”.");
        }

        return new Stratum(name, hectares ?? (unitHectares is { } one ? units!.Value * one : double.NaN), units);
    }

    /// <summary>Refuses two of one name.</summary>
    public static void RefuseTwins(string file, IReadOnlyList<Stratum> strata)
    {
        if (strata.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twins)
        {
            throw new ScanException("stratum-twice", $"{file}: stratum “{twins.Key}” stands there {twins.Count()} times; give every stratum one entry with all of its area.");
        }
    }

    private static long Whole(DocumentObject entry, string field, string name) =>
        entry.Decimal(field) is { } number && number >= 0 && number <= long.MaxValue && decimal.IsInteger(number)
            ? (long)number
            : throw entry.Wrong(field, $"a whole number of units, 0 or more, for stratum “{name}”");

    private static double? Area(DocumentObject entry, string field, string name)
    {
        double? area = (double?)entry.Decimal(field);
        return area is < 0 ? throw new ScanException("bad-area", $"{entry.Field(field)} is {entry.Element.GetProperty(field).GetRawText()} for stratum “{name}”; expected 0 or more: the area that the map has of it.") : area;
    }
}
