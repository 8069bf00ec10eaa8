using System.Diagnostics;
using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>One worker of a season scan: reads all dates of a tile, follows every pixel, adds up. Made, used and disposed on its own thread.</summary>
internal sealed class SeasonTileScan<TStored> : IDisposable
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly SeasonShared shared;
    private readonly SeasonPlan plan;
    private readonly SeasonReader<TStored>[] readers;
    private readonly SeasonKernel<TStored>[] kernels;
    private readonly SeasonAnswers[] answers;
    private readonly SeasonSums[] sums;
    private readonly RegionTally change = new();
    private readonly RegionReader region;
    private readonly long[] areas;
    private readonly double[] indices;
    private readonly byte[] joint;
    private readonly SeasonTile answer;
    private readonly CogEncoder mask, layers;
    private readonly ushort[] cropPeaks;
    private long readTicks, followTicks, tallyTicks, encodeTicks;

    public SeasonTileScan(SeasonShared shared)
    {
        (this.shared, plan) = (shared, shared.Plan);
        kernels = [.. plan.Seasons.Select(s => new SeasonKernel<TStored>(s.Form(plan.Scan)))];
        answers = [.. plan.Seasons.Select(_ => new SeasonAnswers())];
        sums = [.. plan.Seasons.Select(s => new SeasonSums(s.Days.Count))];
        int widest = plan.Tiles.WidestTile;
        (areas, indices, joint, cropPeaks) = (new long[widest], new double[widest], new byte[widest], new ushort[widest]);
        region = plan.OpenRegion();
        var opened = new List<SeasonReader<TStored>>();
        try
        {
            foreach (SeasonDates season in plan.Seasons)
            {
                opened.Add(plan.Open<TStored>(season));
            }
        }
        catch
        {
            opened.ForEach(r => r.Dispose());
            region.Dispose();
            throw;
        }

        readers = [.. opened];
        answer = new SeasonTile(plan.Tiles.LargestTilePixels);
        (mask, layers) = (new CogEncoder(shared.Mask), new CogEncoder(shared.Layers));
    }

    /// <summary>Reads, follows, counts and encodes one tile.</summary>
    public Tile Answer(Tile tile)
    {
        long start = Stopwatch.GetTimestamp();
        region.Read(tile.Window);
        foreach (SeasonReader<TStored> reader in readers)
        {
            reader.Read(tile.Window);
        }

        long read = Stopwatch.GetTimestamp();
        for (int season = 0; season < readers.Length; season++)
        {
            kernels[season].Answer(readers[season].Planes, answers[season]);
        }

        long followed = Stopwatch.GetTimestamp();
        answer.Begin(tile.Window);
        for (int row = 0; row < tile.Window.Height; row++)
        {
            Tally(tile.Window, row);
            Chart(tile.Window, row);
        }

        readTicks += read - start;
        followTicks += followed - read;
        shared.Preview.Take(answer);
        long tallied = Stopwatch.GetTimestamp();
        mask.Append(tile.Window, answer.Mask);
        layers.Append(tile.Window, answer.LayerBytes);
        tallyTicks += tallied - followed;
        encodeTicks += Stopwatch.GetTimestamp() - tallied;
        return tile;
    }

    public void Dispose()
    {
        foreach (SeasonReader<TStored> reader in readers)
        {
            reader.Dispose();
        }

        region.Dispose();
        shared.HandOver(sums, change, readTicks, followTicks, tallyTicks, encodeTicks);
    }

    // Sums of each season, of both against each other, and the rows of the rasters.
    private void Tally(Window window, int row)
    {
        int from = row * window.Width;
        Span<long> rowAreas = areas.AsSpan(0, window.Width);
        shared.Areas.Row(window.Row + row, window.Column, rowAreas);
        ReadOnlySpan<int> shares = region.Shares(row);
        for (int season = 0; season < sums.Length; season++)
        {
            SeasonAnswers own = answers[season];
            region.Tally(row, own.Cells.Slice(from, window.Width), rowAreas, sums[season].Region);
            SeasonCalendar calendar = sums[season].Calendar;
            calendar.Add(SeasonEvent.Start, own.Starts.Slice(from, window.Width), rowAreas, shares);
            calendar.Add(SeasonEvent.Peak, OfCrops(own.Peaks.Slice(from, window.Width), own.Cells.Slice(from, window.Width)), rowAreas, shares);
            calendar.Add(SeasonEvent.End, own.Ends.Slice(from, window.Width), rowAreas, shares);
            calendar.Add(SeasonEvent.Bare, own.Bared.Slice(from, window.Width), rowAreas, shares);
            calendar.Add(SeasonEvent.Loss, own.Losses.Slice(from, window.Width), rowAreas, shares);
        }

        ReadOnlySpan<byte> cells = answers[^1].Cells.Slice(from, window.Width), earlier = answers.Length > 1 ? answers[0].Cells.Slice(from, window.Width) : [];
        for (int i = 0; i < window.Width; i++)
        {
            joint[i] = earlier.IsEmpty ? shared.ClassOfCell[cells[i]] : (byte)SeasonClasses.Of(earlier[i], cells[i]);
            bool isAsked = shares[i] > 0;
            answer.Classes[from + i] = isAsked ? joint[i] : (byte)0;
            answer.Cycles[from + i] = isAsked ? (byte)SeasonCell.Cycles(cells[i]) : (byte)0;
        }

        if (!earlier.IsEmpty)
        {
            region.Tally(row, joint.AsSpan(0, window.Width), rowAreas, change);
        }

        SeasonAnswers asked = answers[^1];
        Copy(asked.Clear, 0, from, shares);
        Copy(asked.Starts, SeasonPipeline.StartLayer, from, shares);
        Copy(asked.Peaks, 2, from, shares);
        Copy(asked.Ends, SeasonPipeline.EndLayer, from, shares);
        Copy(asked.Bared, 4, from, shares);
        Copy(asked.Losses, 5, from, shares);
    }

    // The day of the largest index is known of every pixel; in the calendar only crops have a peak.
    private ReadOnlySpan<ushort> OfCrops(ReadOnlySpan<ushort> peaks, ReadOnlySpan<byte> cells)
    {
        Span<ushort> own = cropPeaks.AsSpan(0, peaks.Length);
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = SeasonCell.Kind(cells[i]) == SeasonCell.Cropped ? peaks[i] : (ushort)0;
        }

        return own;
    }

    private void Copy(ReadOnlySpan<ushort> found, int layer, int from, ReadOnlySpan<int> shares)
    {
        Span<ushort> to = answer.Layer(layer).Slice(from, shares.Length);
        for (int i = 0; i < shares.Length; i++)
        {
            to[i] = shares[i] > 0 ? found[from + i] : (ushort)0;
        }
    }

    // Sampled rows for everything asked about, every pixel for zones.
    private void Chart(Window window, int row)
    {
        bool isSampled = (window.Row + row) % shared.Step == 0;
        ReadOnlySpan<ZoneRun> runs = region.Zones(row);
        if (!isSampled && runs.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<int> shares = region.Shares(row);
        Span<double> line = indices.AsSpan(0, window.Width);
        int first = (shared.Step - (window.Column % shared.Step)) % shared.Step;
        for (int season = 0; season < sums.Length; season++)
        {
            for (int date = 0; date < plan.Seasons[season].Days.Count; date++)
            {
                kernels[season].Index(readers[season].Planes, date, row * window.Width, line);
                if (isSampled && first < window.Width)
                {
                    sums[season].SeriesOf(-1).Add(date, line[first..], shared.Step, shares[first..]);
                    Sample(season, date, row * window.Width, first, window.Width);
                }

                foreach (ZoneRun run in runs)
                {
                    if (run.Zone < SeasonShared.MostCharts)
                    {
                        sums[season].SeriesOf(run.Zone).Add(date, line.Slice(run.Column, run.Length), 1, shares.Slice(run.Column, run.Length));
                    }
                }
            }
        }
    }

    // How many sampled reflectances lie where none can: a wrong scale or offset shows in them.
    private void Sample(int season, int date, int from, int first, int width)
    {
        SeasonPlanes<TStored> planes = readers[season].Planes;
        for (int band = 0; band < 2; band++)
        {
            if (shared.Plausible(season, date, band) is not { } bounds)
            {
                continue;
            }

            ReadOnlySpan<TStored> stored = (band == 0 ? planes.X(date) : planes.Y(date)).Slice(from, width);
            ReadOnlySpan<byte> excluded = planes.Excluded(date);
            for (int i = first; i < width; i += shared.Step)
            {
                double value = double.CreateChecked(stored[i]);
                if (!bounds.IsNumber(value) || (!excluded.IsEmpty && excluded[from + i] != 0))
                {
                    continue;
                }

                sums[season].Reflectances[date, band, 2]++;
                sums[season].Reflectances[date, band, 0] += value < bounds.Lowest ? 1 : 0;
                sums[season].Reflectances[date, band, 1] += value > bounds.Highest ? 1 : 0;
            }
        }
    }
}
