using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>A spectral index as a row of data: its formula, the two bands it takes, where it was published.</summary>
/// <param name="Name">Its usual abbreviation.</param>
/// <param name="FirstRole">STAC common name of the band called x in the form.</param>
/// <param name="SecondRole">STAC common name of the band called y.</param>
/// <param name="Form">The formula in reflectances.</param>
/// <param name="Smallest">Lower end of its range over reflectances 0..1.</param>
/// <param name="Largest">Upper end.</param>
/// <param name="IsVegetation">Larger means greener. Only such an index can say “vegetated”.</param>
/// <param name="NeedsReflectance">A shared scale does not cancel: stored numbers must be scaled to reflectance.</param>
/// <param name="Formula">As people write it.</param>
/// <param name="Source">Who published it.</param>
public sealed record SpectralIndex(
    string Name,
    string FirstRole,
    string SecondRole,
    IndexForm Form,
    decimal Smallest,
    decimal Largest,
    bool IsVegetation,
    bool NeedsReflectance,
    string Formula,
    string Source)
{
    public static IReadOnlyList<SpectralIndex> All { get; } =
    [
        Difference("NDVI", "nir", "red", true, "Rouse et al. 1974, Third ERTS Symposium, NASA SP-351"),
        Difference("GNDVI", "nir", "green", true, "Gitelson, Kaufman & Merzlyak 1996, Remote Sens. Environ. 58:289"),
        Difference("NDMI", "nir", "swir16", false, "Gao 1996, Remote Sens. Environ. 58:257 (as NDWI); Wilson & Sader 2002, Remote Sens. Environ. 80:385"),
        Difference("NDWI", "green", "nir", false, "McFeeters 1996, Int. J. Remote Sens. 17:1425"),
        Difference("NBR", "nir", "swir22", false, "López García & Caselles 1991, Geocarto Int. 6:31; Key & Benson 2006, FIREMON"),
        new("SAVI", "nir", "red", new IndexForm(1.5m, -1.5m, 0m, 1m, 1m, 0.5m), -1m, 1m, true, true, "1.5 (nir − red) ÷ (nir + red + 0.5)", "Huete 1988, Remote Sens. Environ. 25:295, with L = 0.5"),
        new("EVI2", "nir", "red", new IndexForm(2.5m, -2.5m, 0m, 1m, 2.4m, 1m), -0.75m, 1.25m, true, true, "2.5 (nir − red) ÷ (nir + 2.4 red + 1)", "Jiang, Huete, Didan & Miura 2008, Remote Sens. Environ. 112:3833"),
    ];

    public static SpectralIndex Ndvi => All[0];

    /// <summary>Null when there is no index of that name.</summary>
    public static SpectralIndex? Find(string name) => All.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static SpectralIndex Difference(string name, string first, string second, bool isVegetation, string source) =>
        new(name, first, second, IndexForm.NormalisedDifference, -1m, 1m, isVegetation, false, $"({first} − {second}) ÷ ({first} + {second})", source);
}
