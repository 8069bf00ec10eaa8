namespace RasterEngine.Monitors;

/// <summary>
/// Finds where the stable end of a history starts: recursive residuals from the newest observation backwards, until their cumulative sum leaves the
/// boundary (reverse-ordered CUSUM: Brown, Durbin &amp; Evans 1975, J. R. Stat. Soc. B 37:149; Pesaran &amp; Timmermann 2002, J. Empir. Finance 9:495).
/// One pixel at a time; owns its buffers, so one a worker.
/// </summary>
public sealed class HistorySelection
{
    private readonly int parameters, span;
    private readonly double critical;
    private readonly double[] inverse, gain, coefficients, residuals, work;

    /// <param name="parameters">Of the model.</param>
    /// <param name="dates">The most observations a pixel can have.</param>
    /// <param name="alpha">Probability of shortening a history that is stable.</param>
    public HistorySelection(int parameters, int dates, double alpha)
    {
        this.parameters = parameters;

        // One observation more than parameters before the first residual.
        span = parameters + 1;
        critical = CriticalValues.Recursive(alpha);
        inverse = new double[parameters * parameters];
        work = new double[parameters * parameters];
        gain = new double[parameters];
        coefficients = new double[parameters];
        residuals = new double[dates];
    }

    /// <summary>max |S| ÷ (1 + 2t) of the last series that was looked at; NaN when it was too short for a test.</summary>
    public double Statistic { get; private set; }

    /// <summary>How many of the oldest observations are not part of the stable history; 0 when all are, or too few to tell.</summary>
    /// <param name="rows">The design of each observation, oldest first.</param>
    /// <param name="values">Each observation; no NaN.</param>
    public int Start(ReadOnlySpan<double[]> rows, ReadOnlySpan<double> values)
    {
        int count = values.Length - span;
        Statistic = double.NaN;
        if (count < 2 || !Residuals(rows, values))
        {
            return 0;
        }

        double mean = 0, square = 0;
        for (int i = 0; i < count; i++)
        {
            mean += residuals[i];
        }

        mean /= count;
        for (int i = 0; i < count; i++)
        {
            square += (residuals[i] - mean) * (residuals[i] - mean);
        }

        double unit = Math.Sqrt(square / count) * Math.Sqrt(count);
        if (!(unit > 0))
        {
            return 0;
        }

        int crossing = 0;
        double sum = 0, statistic = 0;
        for (int i = 1; i <= count; i++)
        {
            sum += residuals[i - 1];
            double process = Math.Abs(sum / unit), line = 1 + (2.0 * i / count);
            statistic = Math.Max(statistic, process / line);
            crossing = crossing == 0 && process > critical * line ? i : crossing;
        }

        Statistic = statistic;
        return crossing > 0 ? count + 1 - crossing : 0;
    }

    // w = (y − xᵀb) ÷ √(1 + xᵀSx), b and S = (XᵀX)⁻¹ of all newer observations, both updated by one observation a step.
    private bool Residuals(ReadOnlySpan<double[]> rows, ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (!FitNewest(rows[(n - span)..], values[(n - span)..]))
        {
            return false;
        }

        for (int i = 0; i < n - span; i++)
        {
            double[] x = rows[n - span - 1 - i];
            double expected = 0, variance = 1;
            for (int a = 0; a < parameters; a++)
            {
                gain[a] = 0;
                for (int b = 0; b < parameters; b++)
                {
                    gain[a] += inverse[(a * parameters) + b] * x[b];
                }

                expected += x[a] * coefficients[a];
                variance += x[a] * gain[a];
            }

            double error = values[n - span - 1 - i] - expected;
            residuals[i] = error / Math.Sqrt(variance);
            for (int a = 0; a < parameters; a++)
            {
                coefficients[a] += gain[a] * error / variance;
                for (int b = 0; b < parameters; b++)
                {
                    inverse[(a * parameters) + b] -= gain[a] * gain[b] / variance;
                }
            }
        }

        return true;
    }

    // (XᵀX)⁻¹ by Gauss-Jordan with the largest pivot, and b = (XᵀX)⁻¹Xᵀy.
    private bool FitNewest(ReadOnlySpan<double[]> rows, ReadOnlySpan<double> values)
    {
        int p = parameters;
        Array.Clear(work);
        Array.Clear(inverse);
        for (int a = 0; a < p; a++)
        {
            inverse[(a * p) + a] = 1;
            foreach (double[] row in rows)
            {
                for (int b = 0; b < p; b++)
                {
                    work[(a * p) + b] += row[a] * row[b];
                }
            }
        }

        double scale = rows.Length;
        for (int column = 0; column < p; column++)
        {
            int best = column;
            for (int a = column + 1; a < p; a++)
            {
                best = Math.Abs(work[(a * p) + column]) > Math.Abs(work[(best * p) + column]) ? a : best;
            }

            double pivot = work[(best * p) + column];
            if (!(Math.Abs(pivot) > 1e-12 * scale))
            {
                return false;
            }

            for (int b = 0; b < p; b++)
            {
                (work[(column * p) + b], work[(best * p) + b]) = (work[(best * p) + b], work[(column * p) + b]);
                (inverse[(column * p) + b], inverse[(best * p) + b]) = (inverse[(best * p) + b], inverse[(column * p) + b]);
            }

            for (int b = 0; b < p; b++)
            {
                work[(column * p) + b] /= pivot;
                inverse[(column * p) + b] /= pivot;
            }

            Eliminate(column);
        }

        for (int a = 0; a < p; a++)
        {
            coefficients[a] = 0;
            for (int b = 0; b < p; b++)
            {
                double moment = 0;
                for (int t = 0; t < rows.Length; t++)
                {
                    moment += rows[t][b] * values[t];
                }

                coefficients[a] += inverse[(a * p) + b] * moment;
            }
        }

        return true;
    }

    private void Eliminate(int column)
    {
        int p = parameters;
        for (int a = 0; a < p; a++)
        {
            double factor = a == column ? 0 : work[(a * p) + column];
            for (int b = 0; b < p; b++)
            {
                work[(a * p) + b] -= factor * work[(column * p) + b];
                inverse[(a * p) + b] -= factor * inverse[(column * p) + b];
            }
        }
    }
}
