using System.Globalization;

namespace RasterEngine.Gdal;

/// <summary>
/// From a system's coordinates to longitude and latitude in radians, on the system's own datum: from its own prime meridian, and for
/// GDAL's x/y, longitude/latitude order on both sides. Belongs to the thread that made it.
/// </summary>
public sealed unsafe class CoordinateTransform : IDisposable
{
    // The places of one native call; their copy, kept to name a place that fails, fits the stack.
    private const int Batch = 512;

    // 90° and six millimetres, for rounding.
    private const double Pole = Math.PI / 2 + 1e-9;

    private readonly OctHandle transform;
    private readonly double radiansPerUnit;
    private readonly string name;
    private readonly int owner = Environment.CurrentManagedThreadId;

    internal CoordinateTransform(SpatialReference reference)
    {
        name = reference.ToString();
        if (reference.Kind == SpatialReferenceKind.Other)
            throw new GdalException("OSRCloneGeogCS", null,
                $"{name} is neither geographic nor projected, so it has no longitude and latitude.");
        using OsrHandle source = SpatialReferenceReader.Import(reference.Wkt);
        // Heights play no part; a vertical grid that is not installed must not either.
        _ = NativeMethods.OSRStripVertical(source);
        GdalErrors.Reset();
        using OsrHandle target = NativeMethods.OSRCloneGeogCS(source);
        if (target.IsInvalid)
            throw GdalErrors.Failure("OSRCloneGeogCS", null, $"found no longitude and latitude in {name}");
        NativeMethods.OSRSetAxisMappingStrategy(target, NativeMethods.OAMS_TRADITIONAL_GIS_ORDER);
        radiansPerUnit = NativeMethods.OSRGetAngularUnits(target, out _);
        transform = NativeMethods.OCTNewCoordinateTransformation(source, target);
        if (transform.IsInvalid)
        {
            transform.Dispose();
            throw GdalErrors.Failure("OCTNewCoordinateTransformation", null, $"found no way from {name} to its longitude and latitude");
        }
    }

    /// <summary>Replaces each x by its longitude and each y by its latitude, in radians.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="GdalException">
    /// A place cannot be transformed or lies beyond a pole; the message names the first. The spans are then half done.
    /// </exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner's.</exception>
    public void Transform(Span<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} places and y has {y.Length}: expected as many.", nameof(y));
        ThreadOwnership.Check(owner, $"The transform from {name}");
        ObjectDisposedException.ThrowIf(transform.IsClosed, this);
        for (int start = 0; start < x.Length; start += Batch)
        {
            int count = Math.Min(Batch, x.Length - start);
            TransformBatch(x.Slice(start, count), y.Slice(start, count));
        }
    }

    public void Dispose() => transform.Dispose();

    private void TransformBatch(Span<double> x, Span<double> y)
    {
        Span<double> oldX = stackalloc double[x.Length];
        Span<double> oldY = stackalloc double[x.Length];
        int* errors = stackalloc int[x.Length];
        x.CopyTo(oldX);
        y.CopyTo(oldY);
        GdalErrors.Reset();
        fixed (double* px = x, py = y)
            _ = NativeMethods.OCTTransform4DWithErrorCodes(transform, x.Length, px, py, null, null, errors);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= radiansPerUnit;
            y[i] *= radiansPerUnit;
            // Without an error code, an identity passes NaN through, and PROJ's sinusoid gives latitudes beyond the pole.
            if (errors[i] != 0 || !double.IsFinite(x[i]) || !(Math.Abs(y[i]) <= Pole))
                throw Untransformable(oldX[i], oldY[i]);
        }
    }

    private GdalException Untransformable(double x, double y)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"the place ({x:R}, {y:R}) of {name} has no longitude and latitude");
        GdalException said = GdalErrors.Failure("OCTTransform4DWithErrorCodes", null, "gave no reason");
        return new GdalException(said.Function, null, $"{place}: {said.GdalMessage}");
    }
}
