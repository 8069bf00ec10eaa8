using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Compares two dates: stored numbers of both bands of both dates → one <see cref="Cell"/> a pixel, exactly.
/// Lanes decide in float32 with a proven error bound; the few pixels inside the bound are decided by <see cref="PairPixel{TStored,TWide}"/>.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (exact integers); float or double (cross-multiplied in double).</typeparam>
public sealed class PairKernel<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly CellLoop loop;

    public PairKernel(PairForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        loop = Choose(form);
    }

    private delegate void CellLoop(
        ReadOnlySpan<TStored> x1,
        ReadOnlySpan<TStored> y1,
        ReadOnlySpan<TStored> x2,
        ReadOnlySpan<TStored> y2,
        ReadOnlySpan<byte> excluded1,
        ReadOnlySpan<byte> excluded2,
        Span<byte> cells);

    /// <summary>Writes the cell of every pixel.</summary>
    /// <param name="x1">Before, first band of the index, stored numbers.</param>
    /// <param name="y1">Before, second band.</param>
    /// <param name="x2">After, first band.</param>
    /// <param name="y2">After, second band.</param>
    /// <param name="excluded1">Empty, or per pixel 0 or the state (<see cref="Cell.Masked"/> …) that excludes it from the earlier date.</param>
    /// <param name="excluded2">The same for the later date.</param>
    /// <param name="cells">Receives one cell a pixel; may not overlap the inputs.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Compare(
        ReadOnlySpan<TStored> x1,
        ReadOnlySpan<TStored> y1,
        ReadOnlySpan<TStored> x2,
        ReadOnlySpan<TStored> y2,
        ReadOnlySpan<byte> excluded1,
        ReadOnlySpan<byte> excluded2,
        Span<byte> cells)
    {
        if (x1.Length != cells.Length || y1.Length != cells.Length || x2.Length != cells.Length || y2.Length != cells.Length
            || (!excluded1.IsEmpty && excluded1.Length != cells.Length) || (!excluded2.IsEmpty && excluded2.Length != cells.Length))
        {
            throw new ArgumentException($"spans of {x1.Length}, {y1.Length}, {x2.Length}, {y2.Length} stored numbers do not fit {cells.Length} cells");
        }

        loop(x1, y1, x2, y2, excluded1, excluded2, cells);
    }

    private static CellLoop Choose(PairForm form)
    {
        if (typeof(TStored) == typeof(float))
        {
            return (CellLoop)(object)new PairKernel<float>.CellLoop(new RealLoop<float>(form).Run);
        }

        if (typeof(TStored) == typeof(double))
        {
            return (CellLoop)(object)new PairKernel<double>.CellLoop(new RealLoop<double>(form).Run);
        }

        if (typeof(TStored) == typeof(byte))
        {
            return (CellLoop)(object)PairKernel<byte>.ChooseExact<byte>(form);
        }

        if (typeof(TStored) == typeof(ushort))
        {
            return (CellLoop)(object)PairKernel<ushort>.ChooseExact<ushort>(form);
        }

        if (typeof(TStored) == typeof(short))
        {
            return (CellLoop)(object)PairKernel<short>.ChooseExact<short>(form);
        }

        throw new NotSupportedException($"stored type {typeof(TStored).Name}; expected byte, ushort, short, float or double");
    }

    private static PairKernel<T>.CellLoop ChooseExact<T>(PairForm form)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        BigInteger largest = form.LargestIntermediate(BigInteger.Max(BigInteger.CreateChecked(T.MaxValue), -BigInteger.CreateChecked(T.MinValue)));
        return largest <= long.MaxValue ? new ExactLoop<T, long>(form).Run
            : largest <= (BigInteger)Int128.MaxValue ? new ExactLoop<T, Int128>(form).Run
            : new ExactLoop<T, BigInteger>(form).Run;
    }

    private sealed class RealLoop<T>(PairForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        private readonly PairRealPixel<T> pixel = new(form);

        public void Run(
            ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2, Span<byte> cells)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = pixel.Cell(x1[i], y1[i], x2[i], y2[i], excluded1.IsEmpty ? (byte)0 : excluded1[i], excluded2.IsEmpty ? (byte)0 : excluded2[i]);
            }
        }
    }

    private sealed class ExactLoop<T, TWide>(PairForm form)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TWide : struct, INumber<TWide>
    {
        private readonly PairPixel<T, TWide> pixel = new(form);
        private readonly PairLanes<T> lanes = new(form);

        public void Run(
            ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2, Span<byte> cells)
        {
            int done = Lanes512.IsSupported ? Chunks<Lanes512>(x1, y1, x2, y2, excluded1, excluded2, cells)
                : Lanes256.IsSupported ? Chunks<Lanes256>(x1, y1, x2, y2, excluded1, excluded2, cells)
                : Lanes128.IsSupported ? Chunks<Lanes128>(x1, y1, x2, y2, excluded1, excluded2, cells)
                : 0;
            for (int i = done; i < cells.Length; i++)
            {
                cells[i] = Exact(i, x1, y1, x2, y2, excluded1, excluded2);
            }
        }

        // Optimised at once: vectors are worth nothing while a tier waits for more calls.
        private int Chunks<TLanes>(
            ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2, Span<byte> cells)
            where TLanes : struct, ILanes<TLanes>
        {
            int end = cells.Length - (cells.Length % TLanes.Count);
            for (int start = 0; start < end; start += PairLanes<T>.Chunk)
            {
                int length = Math.Min(PairLanes<T>.Chunk, end - start);
                bool open = lanes.Compare<TLanes>(
                    x1.Slice(start, length),
                    y1.Slice(start, length),
                    x2.Slice(start, length),
                    y2.Slice(start, length),
                    excluded1.IsEmpty ? [] : excluded1.Slice(start, length),
                    excluded2.IsEmpty ? [] : excluded2.Slice(start, length),
                    cells.Slice(start, length));
                if (open)
                {
                    Settle(start, start + length, x1, y1, x2, y2, excluded1, excluded2, cells);
                }
            }

            return end;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Settle(
            int from, int to, ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2, Span<byte> cells)
        {
            for (int i = from; i < to; i++)
            {
                if (cells[i] == PairLanes<T>.Open)
                {
                    cells[i] = Exact(i, x1, y1, x2, y2, excluded1, excluded2);
                }
            }
        }

        private byte Exact(
            int i, ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2)
        {
            return pixel.Cell(x1[i], y1[i], x2[i], y2[i], excluded1.IsEmpty ? (byte)0 : excluded1[i], excluded2.IsEmpty ? (byte)0 : excluded2[i]);
        }
    }
}
