using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class HarmonicFitTests
{
    [Fact]
    public void Vectors_EqualOnePixelAtATime_ByBits()
    {
        var random = new Random(4);
        for (int pixels = 0; pixels <= 67; pixels++)
        {
            int dates = random.Next(1, 60), order = random.Next(1, 4);
            var fit = new HarmonicFit([.. Enumerable.Range(0, dates).Select(t => Row(t * 0.043, order))]);
            double[] series = [.. Enumerable.Range(0, dates * pixels).Select(_ => random.Next(3) == 0 ? double.NaN : random.NextDouble())];
            (double[] a, double[] b) = (Run(fit, series, pixels, 8), Run(fit, series, pixels, 1));
            Assert.Equal(a.Select(BitConverter.DoubleToInt64Bits), b.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Pixel_HasTheSameNumbers_WhateverItsNeighbours()
    {
        var random = new Random(5);
        var fit = new HarmonicFit([.. Enumerable.Range(0, 40).Select(t => Row(t * 0.043, 2))]);
        double[] series = [.. Enumerable.Range(0, 40 * 29).Select(_ => random.Next(3) == 0 ? double.NaN : random.NextDouble())];
        double[] together = Run(fit, series, 29, 8);
        for (int pixel = 0; pixel < 29; pixel++)
        {
            double[] alone = Run(fit, [.. Enumerable.Range(0, 40).Select(t => series[(t * 29) + pixel])], 1, 8);
            Assert.Equal(alone, Enumerable.Range(0, alone.Length).Select(k => together[(k * 29) + pixel]));
        }
    }

    [Fact]
    public void Fit_FindsTheCurveItWasMadeFrom_AndNothingWhereDatesDoNotDetermineIt()
    {
        double[] truth = [0.4, -0.2, 0.05, 0.1, 0.03];
        double[][] rows = [.. Enumerable.Range(0, 50).Select(t => Row(t * 0.043, 2))];
        var fit = new HarmonicFit(rows);
        double[] series = new double[50 * 3];
        for (int t = 0; t < 50; t++)
        {
            double curve = truth.Select((b, j) => b * rows[t][j]).Sum();
            series[t * 3] = t % 3 == 0 ? double.NaN : curve;
            series[(t * 3) + 1] = t < 4 ? curve : double.NaN; // four observations, five parameters
            series[(t * 3) + 2] = double.NaN;
        }

        double[] found = Run(fit, series, 3, 8);
        for (int j = 0; j < 5; j++)
        {
            Assert.Equal(truth[j], found[j * 3], 1e-12);
            Assert.True(double.IsNaN(found[(j * 3) + 1]) && double.IsNaN(found[(j * 3) + 2]));
        }

        Assert.Equal([33, 4, 0], found[15..18]);
        Assert.Equal(0, found[18], 1e-25);
    }

    [Fact]
    public void Fit_RefusesLengthsThatDoNotFit()
    {
        var fit = new HarmonicFit([Row(0, 1), Row(0.3, 1)]);
        Assert.Throws<ArgumentException>(() => fit.Fit(new double[3], 2, new double[6], new double[2], new double[2]));
        Assert.Throws<ArgumentException>(() => HarmonicFit.Expect(Row(0, 1), new double[5], new double[2]));
    }

    // Coefficients, counts and squares, one after the other.
    private static double[] Run(HarmonicFit fit, double[] series, int pixels, int lanes)
    {
        double[] coefficients = new double[fit.Parameters * pixels], counts = new double[pixels], squares = new double[pixels];
        fit.Fit(series, pixels, coefficients, counts, squares, lanes);
        return [.. coefficients, .. counts, .. squares];
    }

    private static double[] Row(double year, int order) =>
        [1, .. Enumerable.Range(1, order).Select(j => Math.Cos(2 * Math.PI * j * year)), .. Enumerable.Range(1, order).Select(j => Math.Sin(2 * Math.PI * j * year))];
}
