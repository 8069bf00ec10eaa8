using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>Four moves at once against the formula of one pixel, pixel by pixel.</summary>
public sealed class MovedCrossingsTests
{
    private const int Widest = 300, Rows = 3;
    private const long Floor = 999_000;

    [Theory]
    [InlineData("plain")]
    [InlineData("landsat collection 2")]
    [InlineData("sentinel-2, offset, nodata, saturated")]
    public void Sums_AreThoseOfEveryPixel_AtEveryWidth(string name)
    {
        PairForm form = PairCases.All[name].Form;
        var kernel = new PairKernel<ushort>(form);
        CrossingTally[] all = Tallies();
        (long Pixels, long Areas)[][] expected = [.. Enumerable.Range(0, 4).Select(_ => new (long, long)[3])];
        var crossings = new MovedCrossings(all, Widest);
        ushort[] areas = MovedCrossings.Areas(Widest);
        for (int width = 1; width <= Widest; width += width < 140 ? 1 : 53)
        {
            // Fields of half a vector and more, so that there are quiet places, borders and changes.
            var own = new StoredTuples<ushort>(Widest, width);
            StoredTuples<ushort>[] later = [.. Enumerable.Range(0, Rows).Select(row => new StoredTuples<ushort>(Widest, 1000 + width + row))];
            for (int i = 0; i < Widest; i++)
            {
                areas[i] = (ushort)((i * 7919) % MovedCrossings.MostAbove);
                int field = i / 24 * 24;
                (own.X1[i], own.Y1[i]) = (own.X1[field], own.Y1[field]);
                foreach (StoredTuples<ushort> row in later)
                {
                    (row.X2[i], row.Y2[i]) = i % 5 == 0 ? (row.X2[i], row.Y2[i]) : field % 72 == 0 ? (own.X1[field], own.Y1[field]) : (row.X2[field], row.Y2[field]);
                }
            }

            byte[] excluded = [.. Enumerable.Range(0, Widest).Select(i => (byte)(i % 37 == 36 ? Cell.Masked : 0))];
            DateStates before = new(Widest);
            DateStates[] after = [new(Widest), new(Widest), new(Widest)];
            kernel.PrepareBefore(Before(), before);
            for (int row = 0; row < Rows; row++)
            {
                kernel.PrepareAfter(After(row), after[row]);
            }

            bool isTop = width % 4 == 1, isBottom = width % 4 == 2;
            crossings.Add(kernel, new(Before(), before), new(After(1), after[1]), isTop ? default : new(After(0), after[0]), isBottom ? default : new(After(2), after[2]), Floor, areas);
            for (int column = 0; column < width; column++)
            {
                Expect(0, column, 1, column - 1);
                Expect(1, column, 1, column + 1);
                Expect(2, column, isTop ? -1 : 0, column);
                Expect(3, column, isBottom ? -1 : 2, column);
            }

            DatePixels<ushort> Before() => new DatePixels<ushort>(own.X1, own.Y1, excluded).Slice(0, width);

            DatePixels<ushort> After(int row) => new DatePixels<ushort>(later[row].X2, later[row].Y2, []).Slice(0, width);

            void Expect(int move, int column, int row, int columnAfter)
            {
                if (row < 0 || columnAfter < 0 || columnAfter >= width)
                {
                    return;
                }

                byte cell = new PairPixel<ushort, Int128>(form).Cell(own.X1[column], own.Y1[column], later[row].X2[columnAfter], later[row].Y2[columnAfter], excluded[column], 0);
                ref (long Pixels, long Areas) sum = ref expected[move][Crossing.Of(cell)];
                sum = (sum.Pixels + 1, sum.Areas + Floor + areas[column]);
            }
        }

        crossings.Flush();
        for (int move = 0; move < all.Length; move++)
        {
            Assert.Equal((expected[move][Crossing.Up], expected[move][Crossing.Down]), (all[move].Up, all[move].Down));
            Assert.True(all[move].Up.Pixels > 0 && all[move].Down.Pixels > 0);
        }
    }

    [Theory]
    [InlineData(512, 2000)]
    [InlineData(1, 140_000)]
    [InlineData(3, 140_000)]
    [InlineData(65, 20_000)]
    [InlineData(1_200_000, 1)]
    public void Sums_OverflowNothing_WhenEveryPixelCrossesAndIsLargest(int width, int rows)
    {
        var kernel = new PairKernel<ushort>(PairCases.All["plain"].Form);
        ushort[] low = [.. Enumerable.Repeat((ushort)100, width)], high = [.. Enumerable.Repeat((ushort)900, width)], areas = MovedCrossings.Areas(width);
        Array.Fill(areas, (ushort)MovedCrossings.MostAbove);
        DateStates before = new(width), after = new(width);
        kernel.PrepareBefore(new(low, high, []), before);
        kernel.PrepareAfter(new(high, low, []), after);
        CrossingTally[] tallies = Tallies();
        var crossings = new MovedCrossings(tallies, width);
        for (int row = 0; row < rows; row++)
        {
            PreparedRow<ushort> later = new(new(high, low, []), after);
            crossings.Add(kernel, new(new(low, high, []), before), later, later, later, Floor, areas);
        }

        crossings.Flush();
        long wide = width;
        long[] pixels = [(wide - 1) * rows, (wide - 1) * rows, wide * rows, wide * rows];
        Assert.All(tallies.Zip(pixels), p =>
        {
            (long Pixels, long Areas) crossed = p.First.Up.Pixels > 0 ? p.First.Up : p.First.Down;
            Assert.Equal((p.Second, p.Second * (Floor + MovedCrossings.MostAbove)), crossed);
        });
    }

    [Fact]
    public void Rows_AreRefused_WhenTheyAreNotOfOneLength()
    {
        var kernel = new PairKernel<ushort>(PairCases.All["plain"].Form);
        ushort[] numbers = [.. Enumerable.Repeat((ushort)100, 9)];
        DateStates nine = new(9), eight = new(8);
        kernel.PrepareBefore(new(numbers, numbers, []), nine);
        kernel.PrepareAfter(new DatePixels<ushort>(numbers, numbers, []).Slice(0, 8), eight);
        var crossings = new MovedCrossings(Tallies(), 9);
        Assert.Throws<ArgumentException>(() => crossings.Add(kernel, Row(9, nine), Row(9, nine), Row(8, eight), default, Floor, MovedCrossings.Areas(9)));
        Assert.Throws<ArgumentException>(() => crossings.Add(kernel, Row(9, nine), Row(9, nine), Row(9, eight), default, Floor, MovedCrossings.Areas(9)));
        Assert.Throws<ArgumentException>(() => crossings.Add(kernel, Row(9, nine), Row(9, nine), default, default, Floor, new ushort[9]));

        PreparedRow<ushort> Row(int length, DateStates states) => new(new DatePixels<ushort>(numbers, numbers, []).Slice(0, length), states);
    }

    private static CrossingTally[] Tallies() => [new(), new(), new(), new()];
}
