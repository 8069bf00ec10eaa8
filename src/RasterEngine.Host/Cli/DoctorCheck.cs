namespace RasterEngine.Host.Cli;

/// <summary>One thing that a scan depends on.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Ok">False: a scan would stop here.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">What to do when it is not right; null when it is.</param>
internal sealed record DoctorCheck(string Subject, bool Ok, string Found, string? Mend = null);
