namespace RasterEngine.Estimates;

/// <summary>Labelled units that are alike: one unit of a panel, or all units of one cell of an error matrix.</summary>
/// <param name="Stratum">Index of the stratum they were drawn in.</param>
/// <param name="MapClass">Index of the class that the map gives them; null where that is not known (areas need none, accuracies do).</param>
/// <param name="Reference">
/// Share of each class in the reference, in the order of the panel's classes, 0 to 1 and 1 in all: 0 and 1 for a class label, shares in between
/// for a unit measured by polygons.
/// </param>
/// <param name="Units">How many units there are.</param>
/// <param name="Weight">
/// Relative weight within the stratum: the inverse of the inclusion probability, in any unit. Equal weights within a stratum are the simple random sample.
/// </param>
/// <param name="Zone">Index of the zone (domain) the units lie in; null for none.</param>
public sealed record UnitGroup(int Stratum, int? MapClass, IReadOnlyList<double> Reference, long Units = 1, double Weight = 1, int? Zone = null)
{
    /// <summary>The reference of units that belong wholly to one class.</summary>
    public static double[] Whole(int referenceClass, int classCount)
    {
        double[] shares = new double[classCount];
        shares[referenceClass] = 1;
        return shares;
    }
}
