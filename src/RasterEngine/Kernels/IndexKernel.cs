using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>The index itself as float32, from reflectances: (Nx·x + Ny·y + N0) ÷ (Dx·x + Dy·y + D0), every step rounded to float32 in that order.</summary>
public sealed class IndexKernel
{
    private readonly float nx, ny, n0, dx, dy, d0;

    public IndexKernel(IndexForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        (nx, ny, n0) = ((float)form.Nx, (float)form.Ny, (float)form.N0);
        (dx, dy, d0) = ((float)form.Dx, (float)form.Dy, (float)form.D0);
    }

    /// <summary>One pixel. NaN where a reflectance is NaN, infinite or negative, or the denominator is not positive: 0/0 is "not seen", never 0.</summary>
    public float Pixel(float x, float y)
    {
        float numerator = (nx * x) + (ny * y) + n0;
        float denominator = (dx * x) + (dy * y) + d0;
        return x >= 0 && y >= 0 && denominator > 0 && x < float.PositiveInfinity && y < float.PositiveInfinity ? numerator / denominator : float.NaN;
    }

    /// <summary>Writes the index of every pixel; lengths must be equal.</summary>
    public void Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination)
    {
        if (x.Length != destination.Length || y.Length != destination.Length)
        {
            throw new ArgumentException($"spans of {x.Length} and {y.Length} reflectances do not fit {destination.Length} index values");
        }

        int done = Lanes512.IsSupported ? Blocks<Lanes512>(x, y, destination)
            : Lanes256.IsSupported ? Blocks<Lanes256>(x, y, destination)
            : Lanes128.IsSupported ? Blocks<Lanes128>(x, y, destination)
            : 0;
        for (int i = done; i < destination.Length; i++)
        {
            destination[i] = Pixel(x[i], y[i]);
        }
    }

    private int Blocks<TLanes>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination)
        where TLanes : struct, ILanes<TLanes>
    {
        ref readonly float xs = ref MemoryMarshal.GetReference(x), ys = ref MemoryMarshal.GetReference(y);
        ref float to = ref MemoryMarshal.GetReference(destination);
        int done = 0;
        for (; done <= destination.Length - TLanes.Count; done += TLanes.Count)
        {
            TLanes.Store(Lanes(TLanes.LoadFloats(in xs, (nuint)done), TLanes.LoadFloats(in ys, (nuint)done)), ref to, (nuint)done);
        }

        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Lanes<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes numerator = (TLanes.All(nx) * x) + (TLanes.All(ny) * y) + TLanes.All(n0);
        TLanes denominator = (TLanes.All(dx) * x) + (TLanes.All(dy) * y) + TLanes.All(d0);
        TLanes zero = TLanes.All(0f), infinity = TLanes.All(float.PositiveInfinity);
        TLanes valid = TLanes.AtLeast(x, zero) & TLanes.AtLeast(y, zero) & TLanes.Less(zero, denominator) & TLanes.Less(x, infinity) & TLanes.Less(y, infinity);
        return TLanes.Select(valid, TLanes.Divide(numerator, denominator), TLanes.All(float.NaN));
    }
}
