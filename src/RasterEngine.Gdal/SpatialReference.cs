using System.Text.RegularExpressions;

namespace RasterEngine.Gdal;

/// <summary>
/// A coordinate reference system as an immutable value: its WKT2 text and the facts read from it once. It keeps no native handle,
/// so threads may share it. Equality is by text; <see cref="IsSame"/> is by meaning.
/// </summary>
public sealed partial class SpatialReference : IEquatable<SpatialReference>
{
    internal SpatialReference(string wkt, in SpatialReferenceFacts facts)
    {
        Wkt = wkt;
        Name = facts.Name;
        Code = facts.Code;
        Kind = facts.Kind;
        SemiMajorAxisMetres = facts.SemiMajorAxisMetres;
        InverseFlattening = facts.InverseFlattening;
        LinearUnitMetres = facts.LinearUnitMetres;
        LinearUnitName = facts.LinearUnitName;
        AngularUnitRadians = facts.AngularUnitRadians;
    }

    /// <summary>WKT2:2019 on one line; WKT1 where GDAL cannot say it in WKT2.</summary>
    public string Wkt { get; }

    /// <summary>Such as "WGS 84 / UTM zone 33N"; empty when unnamed.</summary>
    public string Name { get; }

    /// <summary>Authority and code, such as "EPSG:32633"; null when the text carries none.</summary>
    public string? Code { get; }

    public SpatialReferenceKind Kind { get; }

    /// <summary>The ellipsoid's equatorial radius in metres; NaN when <see cref="Kind"/> is Other.</summary>
    public double SemiMajorAxisMetres { get; }

    /// <summary>1/f of the ellipsoid, 0 for a sphere; NaN when <see cref="Kind"/> is Other.</summary>
    public double InverseFlattening { get; }

    /// <summary>Metres in one unit of X and Y, exactly 1 for metres; NaN unless <see cref="Kind"/> is Projected.</summary>
    public double LinearUnitMetres { get; }

    /// <summary>Such as "metre" or "US survey foot"; empty unless <see cref="Kind"/> is Projected.</summary>
    public string LinearUnitName { get; }

    /// <summary>Radians in one unit of the (underlying) longitude and latitude; NaN when <see cref="Kind"/> is Other.</summary>
    public double AngularUnitRadians { get; }

    /// <summary>Reads WKT of any edition. The text is only ever text: never a file name, an address or a code.</summary>
    /// <exception cref="GdalException">It is not WKT that PROJ understands.</exception>
    public static SpatialReference FromWkt(string wkt)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(wkt);
        using OsrHandle handle = SpatialReferenceReader.Import(wkt);
        return SpatialReferenceReader.Read(handle);
    }

    /// <summary>Looks a code up in PROJ's database, such as 32633.</summary>
    /// <exception cref="GdalException">The database has no such code, or there is no database.</exception>
    public static SpatialReference FromEpsg(int code)
    {
        using OsrHandle handle = SpatialReferenceReader.Import(code);
        return SpatialReferenceReader.Read(handle);
    }

    /// <summary>
    /// True when both describe one system, whatever edition of WKT either came from and whatever order its axes are written in.
    /// </summary>
    public bool IsSame(SpatialReference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Wkt == other.Wkt)
            return true;
        using OsrHandle mine = SpatialReferenceReader.Import(Wkt);
        using OsrHandle theirs = SpatialReferenceReader.Import(other.Wkt);
        return NativeMethods.OSRIsSame(mine, theirs) != 0;
    }

    /// <summary>
    /// From this system to its own longitude and latitude, on its own datum and ellipsoid, so that no datum shift is ever involved.
    /// </summary>
    /// <exception cref="GdalException"><see cref="Kind"/> is Other, or PROJ has no inverse of the projection.</exception>
    public CoordinateTransform ToOwnGeographic() => new(this);

    /// <summary>From this system's coordinates to another's, each in its own units, x (longitude) first.</summary>
    /// <exception cref="GdalException">PROJ finds no way between them.</exception>
    public CoordinateTransform To(SpatialReference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(this, other);
    }

    /// <summary>Equal texts. Two texts of one system are not equal, but <see cref="IsSame"/>.</summary>
    public bool Equals(SpatialReference? other) => other is not null && Wkt == other.Wkt;

    public override bool Equals(object? obj) => Equals(obj as SpatialReference);

    public override int GetHashCode() => Wkt.GetHashCode(StringComparison.Ordinal);

    /// <summary>The code; without one the name, and of a system that has no telling name either how it projects: "unnamed (Sinusoidal)".</summary>
    public override string ToString() => Code ?? (HasTellingName || Method() is not { Length: > 0 } method ? Name : $"{(Name.Length == 0 ? "unnamed" : Name)} ({method})");

    private bool HasTellingName => Name.Length > 0 && Name is not ("unnamed" or "unknown");

    private string Method() => MethodName().Match(Wkt).Groups[1].Value;

    [GeneratedRegex("METHOD\\[\"([^\"]*)\"")]
    private static partial Regex MethodName();
}
