using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>
/// <see cref="DateRealPixel{TStored}"/> on lanes: the same products, sums and comparisons in the same order, so the states are the same; and the index.
/// </summary>
internal sealed class RealDateLanes<T>(DateRealPixel<T> date, WordIndex index)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Count = 8;

    private readonly Vector256<double> noDataX = All(date.NoDataX), noDataY = All(date.NoDataY), saturatedX = All(date.SaturatedX), saturatedY = All(date.SaturatedY);
    private readonly DateRealPixel<T> date = date;
    private readonly double unit = index.Unit;

    /// <summary>Writes state and index of whole vectors of pixels; the number of pixels done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in WordDate
    public int Prepare(DatePixels<T> pixels, DateStates states)
    {
        ref T xs = ref MemoryMarshal.GetReference(pixels.X), ys = ref MemoryMarshal.GetReference(pixels.Y);
        Vector256<double> largest = Vector256<double>.Zero;
        int i = 0;
        for (; i <= pixels.Length - Count; i += Count)
        {
            (Vector256<double> x, Vector256<double> laterX) = Load(ref Unsafe.Add(ref xs, i));
            (Vector256<double> y, Vector256<double> laterY) = Load(ref Unsafe.Add(ref ys, i));
            Vector256<long> state = State(x, y, out Vector256<double> value);
            Vector256<long> laterState = State(laterX, laterY, out Vector256<double> laterValue);
            largest = Vector256.MaxNative(largest, Vector256.MaxNative(Vector256.Abs(value), Vector256.Abs(laterValue)));

            // Small whole numbers, which float32 holds.
            Vector256<int> indices = Vector256.ConvertToInt32Native(Vector256.Narrow(value, laterValue)), both = Vector256.Narrow(state, laterState);
            Vector128.Narrow(indices.GetLower(), indices.GetUpper()).StoreUnsafe(ref states.Indices[i]);
            Vector128<short> words = Vector128.Narrow(both.GetLower(), both.GetUpper());
            Unsafe.WriteUnaligned(ref states.States[i], Vector128.Narrow(words.AsUInt16(), words.AsUInt16()).AsUInt64().ToScalar());
        }

        states.HasExtremes = Vector256.GreaterThanOrEqualAny(largest, Vector256.Create((double)WordIndex.Extreme));
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<long> State(Vector256<double> x, Vector256<double> y, out Vector256<double> value)
    {
        Vector256<double> most = Vector256.Create(PairRealPixel<T>.LargestObservation);
        Vector256<double> usable = Vector256.LessThanOrEqual(Vector256.Abs(x), most) & Vector256.LessThanOrEqual(Vector256.Abs(y), most);
        Vector256<double> noData = ~usable | Vector256.Equals(x, noDataX) | Vector256.Equals(y, noDataY);
        Vector256<double> saturated = Vector256.Equals(x, saturatedX) | Vector256.Equals(y, saturatedY);

        Vector256<double> rx = (x * Vector256.Create(date.ScaleX)) + Vector256.Create(date.OffsetX);
        Vector256<double> ry = (y * Vector256.Create(date.ScaleY)) + Vector256.Create(date.OffsetY);
        Vector256<double> n = (Vector256.Create(date.Nx) * rx) + (Vector256.Create(date.Ny) * ry) + Vector256.Create(date.N0);
        Vector256<double> m = (Vector256.Create(date.Mx) * rx) + (Vector256.Create(date.My) * ry) + Vector256.Create(date.M0);
        Vector256<double> noIndex = Vector256.LessThan(rx, Vector256.Create(date.LeastX)) | Vector256.LessThan(ry, Vector256.Create(date.LeastY))
            | Vector256.LessThanOrEqual(m, Vector256<double>.Zero);

        Vector256<long> state = -(Vector256.GreaterThanOrEqual(n, Vector256.Create(date.T0) * m).AsInt64()
            + Vector256.GreaterThanOrEqual(n, Vector256.Create(date.T1) * m).AsInt64() + Vector256.GreaterThanOrEqual(n, Vector256.Create(date.T2) * m).AsInt64());
        state = Vector256.ConditionalSelect(noIndex.AsInt64(), Vector256.Create((long)Cell.NoIndex), state);
        state = Vector256.ConditionalSelect(saturated.AsInt64(), Vector256.Create((long)Cell.Saturated), state);

        // No number where nothing was observed, so that it is no extreme.
        Vector256<double> quotient = Vector256.Round(n / m * Vector256.Create(unit)), extreme = Vector256.Create((double)WordIndex.Extreme);
        value = Vector256.AndNot(Vector256.MinNative(Vector256.MaxNative(quotient, -extreme), extreme), noIndex | saturated | noData);
        return Vector256.ConditionalSelect(noData.AsInt64(), Vector256.Create((long)Cell.NoData), state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> First, Vector256<double> Second) Load(ref T source) =>
        typeof(T) == typeof(float)
            ? Vector256.Widen(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref source)))
            : (Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref source)), Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref source), (nuint)Vector256<double>.Count));

    private static Vector256<double> All(T value) => Vector256.Create(double.CreateChecked(value));
}
