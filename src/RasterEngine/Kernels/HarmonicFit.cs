namespace RasterEngine.Kernels;

/// <summary>
/// Ordinary least squares of many pixels that share dates but not observations: normal equations summed and solved (L·D·Lᵀ, without square
/// roots) for as many pixels side by side as a vector holds. NaN is no observation.
/// </summary>
/// <remarks>Every step is a correctly rounded operation in one order, so a pixel's numbers do not depend on its neighbours or on the vector's width.</remarks>
public sealed class HarmonicFit
{
    // A pivot that falls below this share of its diagonal: the pixel's dates do not determine the parameter (all in one month, for example).
    private const double SmallestPivot = 1e-10;

    private readonly double[][] rows, products;
    private readonly int parameters;

    /// <param name="rows">The design of every date, all of one length (level, trend, harmonics).</param>
    public HarmonicFit(IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        this.rows = [.. rows];
        parameters = rows.Count > 0 ? rows[0].Length : throw new ArgumentException("no dates; expected at least one", nameof(rows));
        products = [.. rows.Select(row => Enumerable.Range(0, parameters).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => row[i] * row[j])).ToArray())];
    }

    /// <summary>Dates.</summary>
    public int Dates => rows.Length;

    /// <summary>Parameters of the model.</summary>
    public int Parameters => parameters;

    /// <summary>Fits every pixel.</summary>
    /// <param name="series">Date by date, the index of all pixels; NaN where a pixel was not observed.</param>
    /// <param name="pixels">Pixels a date.</param>
    /// <param name="coefficients">Receives, parameter by parameter, that of all pixels; NaN where the observations do not determine them.</param>
    /// <param name="counts">Receives each pixel's observations.</param>
    /// <param name="squares">Receives each pixel's sum of squared residuals; NaN without coefficients.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public void Fit(ReadOnlySpan<double> series, int pixels, Span<double> coefficients, Span<double> counts, Span<double> squares) =>
        Fit(series, pixels, coefficients, counts, squares, RealLanes.Count);

    /// <summary>The same without vectors where <paramref name="lanes"/> is 1: tests hold one against the other.</summary>
    internal void Fit(ReadOnlySpan<double> series, int pixels, Span<double> coefficients, Span<double> counts, Span<double> squares, int lanes)
    {
        if (series.Length != (long)Dates * pixels || coefficients.Length != (long)parameters * pixels || counts.Length != pixels || squares.Length != pixels)
        {
            throw new ArgumentException($"{series.Length} numbers of {Dates} dates, {coefficients.Length} coefficients, {counts.Length} counts and {squares.Length} sums do not fit {pixels} pixels with {parameters} parameters");
        }

        int done = 0;
        for (; lanes > 1 && done <= pixels - RealLanes.Count; done += RealLanes.Count)
        {
            Block<RealLanes>(series, pixels, done, coefficients, counts, squares);
        }

        for (; done < pixels; done++)
        {
            Block<RealLane>(series, pixels, done, coefficients, counts, squares);
        }
    }

    /// <summary>What the model of each pixel expects: Σ xⱼβⱼ, in order of j.</summary>
    /// <param name="row">The design of the day.</param>
    /// <param name="coefficients">Parameter by parameter, that of all pixels.</param>
    /// <param name="expected">Receives one number a pixel.</param>
    public static void Expect(ReadOnlySpan<double> row, ReadOnlySpan<double> coefficients, Span<double> expected)
    {
        int pixels = expected.Length, done = 0;
        if (coefficients.Length != (long)row.Length * pixels)
        {
            throw new ArgumentException($"{coefficients.Length} coefficients do not fit {pixels} pixels with {row.Length} parameters");
        }

        for (; done <= pixels - RealLanes.Count; done += RealLanes.Count)
        {
            RealLanes.Store(Expected<RealLanes>(row, coefficients, pixels, done), expected, done);
        }

        for (; done < pixels; done++)
        {
            RealLane.Store(Expected<RealLane>(row, coefficients, pixels, done), expected, done);
        }
    }

    private static T Expected<T>(ReadOnlySpan<double> row, ReadOnlySpan<double> coefficients, int pixels, int at)
        where T : unmanaged, IRealLanes<T>
    {
        T sum = T.All(row[0]) * T.Load(coefficients, at);
        for (int j = 1; j < row.Length; j++)
        {
            sum += T.All(row[j]) * T.Load(coefficients, (j * pixels) + at);
        }

        return sum;
    }

    private void Block<T>(ReadOnlySpan<double> series, int pixels, int at, Span<double> coefficients, Span<double> counts, Span<double> squares)
        where T : unmanaged, IRealLanes<T>
    {
        Span<T> matrix = stackalloc T[parameters * (parameters + 1) / 2], vector = stackalloc T[parameters];
        T zero = T.All(0), count = Sum(series, pixels, at, matrix, vector);
        T solved = Solve(matrix, vector);
        for (int j = 0; j < parameters; j++)
        {
            T.Store(T.IfMore(solved, zero, vector[j], T.All(double.NaN)), coefficients, (j * pixels) + at);
        }

        T square = zero;
        for (int t = 0; t < rows.Length; t++)
        {
            T y = T.Load(series, (t * pixels) + at);
            T residual = T.IfNumber(y, y - Expected<T>(rows[t], coefficients, pixels, at), zero);
            square += residual * residual;
        }

        T.Store(count, counts, at);
        T.Store(square, squares, at);
    }

    // Σ x·xᵀ and Σ x·y over the dates on which each pixel was observed; returns how many they are.
    private T Sum<T>(ReadOnlySpan<double> series, int pixels, int at, Span<T> matrix, Span<T> vector)
        where T : unmanaged, IRealLanes<T>
    {
        T zero = T.All(0), one = T.All(1), count = zero;
        matrix.Fill(zero);
        vector.Fill(zero);
        for (int t = 0; t < rows.Length; t++)
        {
            T y = T.Load(series, (t * pixels) + at), seen = T.IfNumber(y, one, zero), value = T.IfNumber(y, y, zero);
            count += seen;
            double[] row = rows[t], product = products[t];
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] += T.All(row[i]) * value;
            }

            for (int k = 0; k < matrix.Length; k++)
            {
                matrix[k] += T.All(product[k]) * seen;
            }
        }

        return count;
    }

    // Turns the lower triangle into L and D (Golub & Van Loan 2013, 4.1.2) and the vector into the solution; 1 where it is one, else 0.
    private static T Solve<T>(Span<T> matrix, Span<T> vector)
        where T : unmanaged, IRealLanes<T>
    {
        T one = T.All(1), zero = T.All(0), solved = one;
        int p = vector.Length;
        for (int j = 0; j < p; j++)
        {
            T diagonal = matrix[At(j, j)], pivot = diagonal;
            for (int k = 0; k < j; k++)
            {
                pivot -= matrix[At(j, k)] * matrix[At(j, k)] * matrix[At(k, k)];
            }

            T isFirm = T.IfMore(pivot, T.All(SmallestPivot) * diagonal, one, zero);
            solved *= isFirm;
            matrix[At(j, j)] = pivot = T.IfMore(isFirm, zero, pivot, one);
            for (int i = j + 1; i < p; i++)
            {
                T sum = matrix[At(i, j)];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[At(i, k)] * matrix[At(j, k)] * matrix[At(k, k)];
                }

                matrix[At(i, j)] = sum / pivot;
            }
        }

        for (int i = 0; i < p; i++)
        {
            for (int k = 0; k < i; k++)
            {
                vector[i] -= matrix[At(i, k)] * vector[k];
            }
        }

        for (int i = p - 1; i >= 0; i--)
        {
            vector[i] /= matrix[At(i, i)];
            for (int k = i + 1; k < p; k++)
            {
                vector[i] -= matrix[At(k, i)] * vector[k];
            }
        }

        return solved;
    }

    private static int At(int row, int column) => (row * (row + 1) / 2) + column;
}
