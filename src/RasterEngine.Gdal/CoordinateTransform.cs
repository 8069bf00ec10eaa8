using System.Globalization;

namespace RasterEngine.Gdal;

/// <summary>
/// From a system's coordinates to longitude and latitude in radians on its own datum (<see cref="SpatialReference.ToOwnGeographic"/>), or to
/// another system's coordinates (<see cref="SpatialReference.To"/>). Axes are in x/y, longitude/latitude order on both sides. Belongs to the
/// thread that made it.
/// </summary>
public sealed unsafe class CoordinateTransform : IDisposable
{
    // The places of one native call; their copy, kept to name a place that fails, fits the stack.
    private const int Batch = 512;

    // 90° and six millimetres, for rounding.
    private const double Pole = Math.PI / 2 + 1e-9;

    private readonly OctHandle transform;
    private readonly double factor, largestY;
    private readonly string name, target;
    private readonly int owner = Environment.CurrentManagedThreadId;

    /// <summary>To the system's own longitude and latitude.</summary>
    internal CoordinateTransform(SpatialReference reference)
    {
        name = reference.ToString();
        target = "longitude and latitude";
        largestY = Pole;
        if (reference.Kind == SpatialReferenceKind.Other)
            throw new GdalException("OSRCloneGeogCS", null,
                $"{name} is neither geographic nor projected, so it has no longitude and latitude.");
        using OsrHandle source = SpatialReferenceReader.Import(reference.Wkt);
        // Heights play no part; a vertical grid that is not installed must not either.
        _ = NativeMethods.OSRStripVertical(source);
        GdalErrors.Reset();
        using OsrHandle geographic = NativeMethods.OSRCloneGeogCS(source);
        if (geographic.IsInvalid)
            throw GdalErrors.Failure("OSRCloneGeogCS", null, $"found no longitude and latitude in {name}");
        NativeMethods.OSRSetAxisMappingStrategy(geographic, NativeMethods.OAMS_TRADITIONAL_GIS_ORDER);
        factor = NativeMethods.OSRGetAngularUnits(geographic, out _);
        transform = Make(source, geographic);
    }

    /// <summary>From one system to another, in their own units and with the datum shift that PROJ finds best.</summary>
    internal CoordinateTransform(SpatialReference reference, SpatialReference other)
    {
        name = reference.ToString();
        target = $"place in {other}";
        factor = 1;
        largestY = double.MaxValue;
        using OsrHandle source = SpatialReferenceReader.Import(reference.Wkt);
        using OsrHandle destination = SpatialReferenceReader.Import(other.Wkt);
        _ = NativeMethods.OSRStripVertical(source);
        _ = NativeMethods.OSRStripVertical(destination);
        transform = Make(source, destination);
    }

    /// <summary>Replaces each x by its longitude (or the other system's x) and each y by its latitude (or y).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="GdalException">
    /// A place cannot be transformed or lies beyond a pole; the message names the first. The spans are then half done.
    /// </exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner's.</exception>
    public void Transform(Span<double> x, Span<double> y) => Transform(x, y, throwOnFailure: true);

    /// <summary>The same; places that cannot be transformed become NaN.</summary>
    /// <inheritdoc cref="Transform(Span{double}, Span{double})" path="/exception[@cref='ArgumentException']"/>
    public void TransformOrNaN(Span<double> x, Span<double> y) => Transform(x, y, throwOnFailure: false);

    public void Dispose() => transform.Dispose();

    private void Transform(Span<double> x, Span<double> y, bool throwOnFailure)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} places and y has {y.Length}: expected as many.", nameof(y));
        ThreadOwnership.Check(owner, $"The transform from {name}");
        ObjectDisposedException.ThrowIf(transform.IsClosed, this);
        for (int start = 0; start < x.Length; start += Batch)
        {
            int count = Math.Min(Batch, x.Length - start);
            TransformBatch(x.Slice(start, count), y.Slice(start, count), throwOnFailure);
        }
    }

    private OctHandle Make(OsrHandle source, OsrHandle destination)
    {
        GdalErrors.Reset();
        OctHandle made = NativeMethods.OCTNewCoordinateTransformation(source, destination);
        if (!made.IsInvalid)
            return made;
        made.Dispose();
        throw GdalErrors.Failure("OCTNewCoordinateTransformation", null, $"found no way from {name} to {target}");
    }

    private void TransformBatch(Span<double> x, Span<double> y, bool throwOnFailure)
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
            x[i] *= factor;
            y[i] *= factor;
            // Without an error code, an identity passes NaN through, and PROJ's sinusoid gives latitudes beyond the pole.
            if (errors[i] != 0 || !double.IsFinite(x[i]) || !(Math.Abs(y[i]) <= largestY))
                (x[i], y[i]) = throwOnFailure ? throw Untransformable(oldX[i], oldY[i]) : (double.NaN, double.NaN);
        }
    }

    private GdalException Untransformable(double x, double y)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"the place ({x:R}, {y:R}) of {name} has no {target}");
        GdalException said = GdalErrors.Failure("OCTTransform4DWithErrorCodes", null, "gave no reason");
        return new GdalException(said.Function, null, $"{place}: {said.GdalMessage}");
    }
}
