using CsCheck;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Fields;

public sealed class FieldOutlinesTests
{
    [Fact]
    public void Outlines_EncloseTheirPixels_AndNothingElse()
    {
        AnyMask.Sample(
            (width, height, seed, classes, corners) =>
            {
                var drawn = new DrawnMask(Mask(width, height, seed, classes), width, [1, 2, 3], corners ? Connectivity.Eight : Connectivity.Four, 0);
                drawn.IsValid();
                for (int i = 0; i < drawn.Fields.Fields.Count; i++)
                {
                    Assert.Equal(drawn.Pixels(i).Order(), drawn.Inside(i));
                    Assert.Equal(drawn.Fields.Fields[i].Pixels, drawn.Area(i));
                }
            },
            iter: 60);
    }

    [Fact]
    public void SimplifiedOutlines_NeverCross_AndStillFillTheMap()
    {
        Gen.Select(AnyMask, Gen.Double[0.05, 0.999]).Sample(
            (mask, tolerance) =>
            {
                (int width, int height, int seed, int classes, bool corners) = mask;
                var drawn = new DrawnMask(Mask(width, height, seed, classes, withNothing: false), width, [1, 2, 3], corners ? Connectivity.Eight : Connectivity.Four, tolerance);
                drawn.IsValid();

                // Neighbours share each border, so the areas of all fields are the area of the map.
                double outer = Enumerable.Range(0, drawn.Fields.Fields.Count).Sum(drawn.Area);
                Assert.InRange(outer, (width * height) - (2 * tolerance * (width + height)), (width * height) + (2 * tolerance * (width + height)));
            },
            iter: 60);
    }

    [Fact]
    public void SharedBorder_IsOneLine_ForBothNeighbours()
    {
        // Two fields part along a staircase; the frame is straight, so nothing may be lost or counted twice.
        const int side = 40;
        byte[] mask = [.. Enumerable.Range(0, side * side).Select(i => (byte)((2 * (i % side)) + (i / side) < 60 ? 1 : 2))];
        var drawn = new DrawnMask(mask, side, [1, 2], Connectivity.Four, 0.95);
        drawn.IsValid();
        Assert.Equal(side * side, drawn.Area(0) + drawn.Area(1), 1e-9);
        Assert.Equal(drawn.Fields.Fields[0].Pixels, drawn.Area(0), 25.0);
        Assert.True(drawn.Outlines[0][0].Outer.Count < 12, $"{drawn.Outlines[0][0].Outer.Count} corners");
    }

    [Theory]
    [InlineData("111 101 111", 1, 1, 1)] // a hole
    [InlineData("11111 10001 10101 10001 11111", 2, 2, 1)] // an island in a hole is a field of its own
    [InlineData("0110 1001 1001 0110", 1, 4, 0)] // hangs together by corners only: four polygons
    [InlineData("1110 1011 1101 0111", 1, 1, 2)] // two holes that meet at a corner
    [InlineData("111 110 101", 1, 2, 0)] // a corner pixel beside a bay
    [InlineData("11111 10111 11011 11101 11111", 1, 1, 3)] // holes in a diagonal
    [InlineData("111 101 110", 1, 1, 1)] // the outline meets itself where the hole opens by a corner
    public void HandMadeFields_HaveTheirPolygonsAndHoles(string rows, int fields, int polygons, int holes)
    {
        foreach (double simplify in (double[])[0, 0.75, 0.99])
        {
            DrawnMask drawn = DrawnMask.Of(rows, Connectivity.Eight, simplify);
            drawn.IsValid();
            Assert.Equal(fields, drawn.Fields.Fields.Count);
            Assert.Equal(polygons, drawn.Outlines.Sum(o => o.Count));
            Assert.Equal(holes, drawn.Outlines.Sum(o => o.Sum(p => p.Holes.Count)));
        }
    }

    [Fact]
    public void Tolerance_OfAPixelOrMore_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawnMask.Of("11 11", simplify: 1));

    private static Gen<(int Width, int Height, int Seed, int Classes, bool Corners)> AnyMask => Gen.Select(Gen.Int[1, 17], Gen.Int[1, 17], Gen.Int[0, 1_000_000], Gen.Int[1, 3], Gen.Bool);

    // Smooth patches with noise: staircases, holes, islands and corners.
    private static byte[] Mask(int width, int height, int seed, int classes, bool withNothing = true)
    {
        var random = new Random(seed);
        double a = random.NextDouble() * 2, b = random.NextDouble() * 2, noise = random.NextDouble() * 0.6;
        byte[] mask = new byte[width * height];
        for (int i = 0; i < mask.Length; i++)
        {
            double value = (Math.Sin(a * (i % width)) + Math.Cos(b * (i / width)) + 2) / 4;
            int level = random.NextDouble() < noise ? random.Next(classes + 1) : (int)(value * (classes + 1));
            mask[i] = (byte)Math.Clamp(level, withNothing ? 0 : 1, classes);
        }

        return mask;
    }
}
