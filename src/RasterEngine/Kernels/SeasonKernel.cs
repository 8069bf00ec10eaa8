using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Follows every pixel of a window through its season: stored numbers of all dates → cell, clear observations, start, peak, end and loss.
/// Whole stored numbers are compared exactly, floats in double. One a worker, one thread at a time.
/// </summary>
/// <typeparam name="T">byte, ushort, short, float or double.</typeparam>
public sealed class SeasonKernel<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly SeasonPixel<T> pixel;
    private readonly SeasonLanes<T> lanes;
    private readonly int dateCount;

    /// <exception cref="NotSupportedException">Scale, offset and thresholds have too many digits to be compared exactly.</exception>
    public SeasonKernel(SeasonForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        (pixel, lanes, dateCount) = (new(form), new(form), form.Dates.Length);
    }

    /// <summary>Answers every pixel of the window.</summary>
    /// <exception cref="ArgumentException">The planes has other dates than the form.</exception>
    public void Answer(SeasonPlanes<T> planes, SeasonAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(answers);
        Check(planes);
        answers.Resize(planes.Length);
        if (DoubleLanes512.IsSupported && planes.Length >= DoubleLanes512.Count)
        {
            lanes.Answer<DoubleLanes512>(planes, 0, planes.Length, answers);
        }
        else if (DoubleLanes256.IsSupported && planes.Length >= DoubleLanes256.Count)
        {
            lanes.Answer<DoubleLanes256>(planes, 0, planes.Length, answers);
        }
        else if (DoubleLanes128.IsSupported && planes.Length >= DoubleLanes128.Count)
        {
            lanes.Answer<DoubleLanes128>(planes, 0, planes.Length, answers);
        }
        else
        {
            AnswerByPixel(planes, answers);
        }
    }

    /// <summary>The index of one date, from pixel <paramref name="start"/> on as far as <paramref name="destination"/> reaches; NaN where it was not observed.</summary>
    public void Index(SeasonPlanes<T> planes, int date, int start, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Check(planes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + destination.Length, planes.Length);
        if (DoubleLanes256.IsSupported && destination.Length >= DoubleLanes256.Count)
        {
            lanes.Index<DoubleLanes256>(planes, date, start, destination);
            return;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pixel.Index(planes, date, start + i);
        }
    }

    /// <summary>The formula, a pixel at a time: what the vectors are held against.</summary>
    internal void AnswerByPixel(SeasonPlanes<T> planes, SeasonAnswers answers)
    {
        answers.Resize(planes.Length);
        for (int i = 0; i < planes.Length; i++)
        {
            pixel.Answer(planes, i, answers);
        }
    }

    private void Check(SeasonPlanes<T> planes)
    {
        if (planes.DateCount != dateCount)
        {
            throw new ArgumentException($"a planes of {planes.DateCount} dates; expected {dateCount}");
        }
    }
}
