namespace RasterEngine.Samples;

/// <summary>One letter for how far an estimate can be trusted; the rule is printed beside it.</summary>
internal static class EstimateQuality
{
    private static readonly (string Letter, double Cv, double NonResponse, double? Agreement)[] Grades = [("A", 0.10, 0.05, 0.90), ("B", 0.20, 0.10, null), ("C", 0.30, 0.20, null)];

    private const string Rule =
        "A: coefficient of variation of the target at most 10 %, at most 5 % without a label, two interpreters who agree on at least 90 %. "
        + "B: 20 % and 10 %. C: 30 % and 20 %. D: anything else: not to be quoted without its interval and warnings.";

    /// <param name="cv">Of the target's area; null when it is not known.</param>
    /// <param name="nonResponse">Share of units without a label.</param>
    /// <param name="agreement">Share of units labelled alike by several; null when nobody looked twice.</param>
    public static QualityEntry Of(double? cv, double nonResponse, double? agreement)
    {
        foreach ((string letter, double largestCv, double largestGap, double? leastAgreement) in Grades)
        {
            if (cv <= largestCv && nonResponse <= largestGap && (leastAgreement is null || agreement >= leastAgreement))
            {
                return new QualityEntry(letter, Rule);
            }
        }

        return new QualityEntry("D", Rule);
    }
}
