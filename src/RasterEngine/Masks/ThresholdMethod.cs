namespace RasterEngine.Masks;

/// <summary>How a threshold is derived from a histogram of the index.</summary>
public enum ThresholdMethod
{
    /// <summary>Largest variance between the two sides: Otsu 1979, IEEE Trans. Syst. Man Cybern. 9:62.</summary>
    Otsu,

    /// <summary>Least error of two normal distributions: Kittler &amp; Illingworth 1986, Pattern Recognition 19:41.</summary>
    KittlerIllingworth,
}
