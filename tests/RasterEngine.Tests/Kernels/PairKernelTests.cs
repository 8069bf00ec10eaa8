using System.Numerics;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>The lanes against the scalar formula, byte for byte, at whatever width this run has.</summary>
public sealed class PairKernelTests
{
    private const byte Fence = 0xA5;

    [Theory]
    [MemberData(nameof(PairCases.Names), MemberType = typeof(PairCases))]
    public void Kernel_EqualsPixel_OnNastyTuples(string name)
    {
        CheckExact(PairCases.All[name], new StoredTuples<ushort>(400_000, 11));
        CheckExact(PairCases.All[name], new StoredTuples<short>(100_000, 12));
        CheckExact(PairCases.All[name], new StoredTuples<byte>(100_000, 13));
    }

    [Theory]
    [InlineData("sentinel-2, offset, nodata, saturated")]
    [InlineData("landsat collection 2")]
    [InlineData("plain")]
    public void Kernel_WritesEveryPixelAndNothingElse_AtEveryLength(string name)
    {
        PairCases.Case c = PairCases.All[name];
        var kernel = new PairKernel<ushort>(c.Form);
        var tuples = new StoredTuples<ushort>(257 + 3, 21);
        byte[] excluded = [.. Enumerable.Range(0, 260).Select(i => (byte)(i % 5 == 0 ? Cell.Masked : 0))];
        for (int length = 0; length <= 257; length++)
        {
            for (int start = 0; start < 3; start++)
            {
                byte[] cells = new byte[length + 64];
                Array.Fill(cells, Fence);
                kernel.Compare(
                    new(tuples.X1.AsSpan(start, length), tuples.Y1.AsSpan(start, length), excluded.AsSpan(start, length)), new(tuples.X2.AsSpan(start, length), tuples.Y2.AsSpan(start, length), []), cells.AsSpan(32, length));
                Assert.True(cells.AsSpan(0, 32).IndexOfAnyExcept(Fence) < 0 && cells.AsSpan(32 + length).IndexOfAnyExcept(Fence) < 0, $"length {length}: wrote outside");
                Assert.Equal(Expected(c, tuples, excluded, start, length), cells.AsSpan(32, length).ToArray());
            }
        }
    }

    [Fact]
    public void PreparedRows_GiveTheSameCells_WhereverTheirPartsBegin()
    {
        var kernel = new PairKernel<ushort>(PairCases.All["landsat collection 2"].Form);
        var tuples = new StoredTuples<ushort>(200, 23);
        byte[] excluded = [.. Enumerable.Range(0, 200).Select(i => (byte)(i % 7 == 0 ? Cell.Masked : 0))];
        DateStates before = new(200), after = new(200);
        kernel.PrepareBefore(new(tuples.X1, tuples.Y1, excluded), before);
        kernel.PrepareAfter(new(tuples.X2, tuples.Y2, []), after);
        foreach ((int from1, int from2, int length) in ((int, int, int)[])[(0, 0, 200), (1, 0, 199), (0, 1, 199), (3, 90, 17), (150, 20, 50), (190, 195, 5), (7, 7, 0)])
        {
            byte[] prepared = new byte[length], flat = new byte[length];
            DatePixels<ushort> b = new DatePixels<ushort>(tuples.X1, tuples.Y1, excluded).Slice(from1, length), a = new DatePixels<ushort>(tuples.X2, tuples.Y2, []).Slice(from2, length);
            kernel.Compare(b, before, from1, a, after, from2, prepared);
            kernel.Compare(b, a, flat);
            Assert.Equal(flat, prepared);
            kernel.Cross(b, before, from1, a, after, from2, prepared);
            Assert.Equal(flat.Select(cell => Crossing.Of(cell)), prepared);
        }
    }

    [Fact]
    public void StatesLeftOut_AreNotSeen_WhereLanesAndTheFormulaDecide()
    {
        // Differences of exactly D are left to the formula: it must know the reason that a state was given later.
        var kernel = new PairKernel<ushort>(PairCases.All["plain"].Form);
        ushort[] x1 = new ushort[64], y1 = new ushort[64], x2 = new ushort[64], y2 = new ushort[64];
        for (int i = 0; i < 64; i++)
        {
            (x1[i], y1[i], x2[i], y2[i]) = (65, 35, 725, 275); // NDVI 0.3 and 0.45
        }

        DateStates before = new(64), after = new(64);
        kernel.PrepareBefore(new(x1, y1, []), before);
        kernel.PrepareAfter(new(x2, y2, []), after);
        before.States[5] = Cell.NoData;
        byte[] cells = new byte[64];
        kernel.Compare(new(x1, y1, []), before, 0, new(x2, y2, []), after, 0, cells);
        Assert.Equal(Cell.NotSeen(Cell.NoData, 3), cells[5]);
        Assert.Equal(Cell.Observed(0, 3, 2), cells[6]);
        kernel.Cross(new(x1, y1, []), before, 0, new(x2, y2, []), after, 0, cells);
        Assert.Equal((Crossing.None, Crossing.Up), (cells[5], cells[6]));
    }

    [Fact]
    public void Kernel_EqualsPixel_ForEveryPatternOfNoData()
    {
        // 2⁴ patterns of a missing band at every lane position, the rest observed.
        PairCases.Case c = PairCases.All["sentinel-2, offset, nodata, saturated"];
        var kernel = new PairKernel<ushort>(c.Form);
        for (int pattern = 0; pattern < 16; pattern++)
        {
            for (int at = 0; at < 130; at++)
            {
                var tuples = new StoredTuples<ushort>(130, 31 + pattern);
                ushort[][] bands = [tuples.X1, tuples.Y1, tuples.X2, tuples.Y2];
                for (int band = 0; band < 4; band++)
                {
                    if ((pattern & (1 << band)) != 0)
                    {
                        bands[band][at] = 0;
                    }
                }

                byte[] cells = new byte[130];
                kernel.Compare(new(tuples.X1, tuples.Y1, []), new(tuples.X2, tuples.Y2, []), cells);
                Assert.Equal(Expected(c, tuples, new byte[130], 0, 130), cells);
            }
        }
    }

    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    public void Kernel_EqualsRealPixel_OnFloats(Type type)
    {
        PairForm form = PairCases.Same(IndexForm.NormalisedDifference, new BandForm(1m, 0m, -9999d), 0.4m, 0.15m).Form;
        if (type == typeof(float))
        {
            Check<float>();
        }
        else
        {
            Check<double>();
        }

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var random = new Random(7);
            T[][] bands = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 1001).Select(i => i % 17 == 0 ? T.NaN : i % 19 == 0 ? T.CreateChecked(-9999) : T.CreateChecked(random.NextDouble())).ToArray())];
            byte[] cells = new byte[1001];
            new PairKernel<T>(form).Compare(new(bands[0], bands[1], []), new(bands[2], bands[3], []), cells);
            var pixel = new PairRealPixel<T>(form);
            Assert.Equal([.. Enumerable.Range(0, 1001).Select(i => pixel.Cell(bands[0][i], bands[1][i], bands[2][i], bands[3][i], 0, 0))], cells);
            Assert.Contains(cells, c => Cell.IsObserved(c));
        }
    }

    [Fact]
    public void Kernel_Refuses_WhenLengthsDiffer()
    {
        var kernel = new PairKernel<ushort>(PairCases.All["plain"].Form);
        Assert.Throws<ArgumentException>(() => kernel.Compare(new(new ushort[3], new ushort[3], []), new(new ushort[4], new ushort[4], []), new byte[4]));
        Assert.Throws<ArgumentException>(() => kernel.Compare(new(new ushort[4], new ushort[4], new byte[3]), new(new ushort[4], new ushort[4], []), new byte[4]));
        Assert.Throws<ArgumentException>(() => kernel.Compare(new(new ushort[4], new ushort[3], []), new(new ushort[4], new ushort[4], []), new byte[4]));
    }

    [Fact]
    public void Prepare_Refuses_WhenStatesAreTooFew()
    {
        var kernel = new PairKernel<ushort>(PairCases.All["plain"].Form);
        Assert.Throws<ArgumentException>(() => kernel.PrepareBefore(new(new ushort[33], new ushort[33], []), new DateStates(32)));
        Assert.Throws<ArgumentException>(() => kernel.PrepareAfter(new(new ushort[33], new ushort[33], []), new DateStates(32)));
    }

    [Fact(Explicit = true)]
    public void Kernel_EqualsPixel_OnEveryPairOfStoredNumbers()
    {
        // All 2³² (NIR, red) pairs as the earlier date; the later one varies with them. Minutes: on demand.
        foreach (string name in (string[])["sentinel-2, offset, nodata, saturated", "landsat collection 2", "six decimals"])
        {
            PairForm form = PairCases.All[name].Form;
            Parallel.For(0, 65536, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, nir =>
            {
                var kernel = new PairKernel<ushort>(form);
                var pixel = new PairPixel<ushort, Int128>(form);
                ushort[] x1 = new ushort[65536], y1 = new ushort[65536], x2 = new ushort[65536], y2 = new ushort[65536];
                byte[] cells = new byte[65536];
                for (int red = 0; red < 65536; red++)
                {
                    (x1[red], y1[red]) = ((ushort)nir, (ushort)red);
                    (x2[red], y2[red]) = ((ushort)((nir * 3) + (red >> 2)), (ushort)(red + (nir & 1023)));
                }

                kernel.Compare(new(x1, y1, []), new(x2, y2, []), cells);
                for (int red = 0; red < 65536; red++)
                {
                    if (cells[red] != pixel.Cell(x1[red], y1[red], x2[red], y2[red], 0, 0))
                    {
                        Assert.Fail($"{name}: NIR {nir}, red {red}");
                    }
                }
            });
        }
    }

    private static void CheckExact<T>(PairCases.Case c, StoredTuples<T> tuples)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        byte[] cells = new byte[tuples.X1.Length];
        new PairKernel<T>(c.Form).Compare(new(tuples.X1, tuples.Y1, []), new(tuples.X2, tuples.Y2, []), cells);
        byte[] expected = Expected(c, tuples, new byte[cells.Length], 0, cells.Length);
        CheckCrossings(c, tuples, expected);
        int at = cells.AsSpan().CommonPrefixLength(expected);
        Assert.True(at == cells.Length, at == cells.Length ? "" : $"{tuples.X1[at]} {tuples.Y1[at]} {tuples.X2[at]} {tuples.Y2[at]}: cell {cells[at]}, expected {expected[at]}");
    }

    // What a crossing is, by the exact cell of the same pixel.
    private static void CheckCrossings<T>(PairCases.Case c, StoredTuples<T> tuples, byte[] expected)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var kernel = new PairKernel<T>(c.Form);
        byte[] crossings = new byte[expected.Length];
        DateStates before = new(expected.Length), after = new(expected.Length);
        kernel.PrepareBefore(new(tuples.X1, tuples.Y1, []), before);
        kernel.PrepareAfter(new(tuples.X2, tuples.Y2, []), after);
        kernel.Cross(new(tuples.X1, tuples.Y1, []), before, 0, new(tuples.X2, tuples.Y2, []), after, 0, crossings);
        Assert.Equal(expected.Select(cell => Crossing.Of(cell)), crossings);
    }

    private static byte[] Expected<T>(PairCases.Case c, StoredTuples<T> tuples, byte[] excluded, int start, int length)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var expected = new byte[length];
        if (c.Form.LargestIntermediate(65536) <= (BigInteger)Int128.MaxValue)
        {
            Fill(new PairPixel<T, Int128>(c.Form));
        }
        else
        {
            Fill(new PairPixel<T, BigInteger>(c.Form));
        }

        return expected;

        void Fill<TWide>(PairPixel<T, TWide> pixel)
            where TWide : struct, INumber<TWide>
        {
            for (int i = 0; i < length; i++)
            {
                int k = start + i;
                expected[i] = pixel.Cell(tuples.X1[k], tuples.Y1[k], tuples.X2[k], tuples.Y2[k], excluded[k], 0);
            }
        }
    }
}
