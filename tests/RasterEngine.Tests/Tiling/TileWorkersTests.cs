using System.Collections.Concurrent;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

public sealed class TileWorkersTests
{
    private static readonly TilePlan Plan = new(5120, 2560, 0, 0, 512, 512);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(99)]
    public void Run_AnswersEveryTileOnce_OnWorkersThatOwnTheirThread(int workers)
    {
        var threads = new ConcurrentDictionary<int, int>();
        var seen = new List<int>();
        int caller = Environment.CurrentManagedThreadId;
        TileWorkers.Run(
            Plan,
            workers,
            () => new OwnedWorker(threads),
            (worker, tile) => worker.Answer(tile),
            index =>
            {
                Assert.Equal(caller, Environment.CurrentManagedThreadId);
                seen.Add(index);
            },
            CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, Plan.Count), seen.Order());
        Assert.True(threads.Count <= Math.Min(workers, Plan.Count) && !threads.ContainsKey(caller));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_ThrowsTheFirstTilesFailure_WhenSeveralFail(int workers)
    {
        for (int round = 0; round < 20; round++)
        {
            InvalidDataException e = Assert.Throws<InvalidDataException>(() => TileWorkers.Run(
                Plan,
                workers,
                () => new OwnedWorker([]),
                (_, tile) => tile.Index >= 13 ? throw new InvalidDataException($"tile {tile.Index}") : tile.Index,
                _ => { },
                CancellationToken.None));
            Assert.Equal("tile 13", e.Message);
        }
    }

    [Fact]
    public void Run_StopsBetweenTiles_WhenCancelled()
    {
        using var cancel = new CancellationTokenSource();
        int taken = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => TileWorkers.Run(
            Plan,
            2,
            () => new OwnedWorker([]),
            (worker, tile) => worker.Answer(tile),
            _ =>
            {
                if (++taken == 5)
                {
                    cancel.Cancel();
                }
            },
            cancel.Token));
        Assert.InRange(taken, 5, 15);
    }

    [Fact]
    public void Run_ThrowsWhatTakingThrew_AndEndsItsWorkers()
    {
        Assert.Throws<IOException>(() => TileWorkers.Run(Plan, 3, () => new OwnedWorker([]), (worker, tile) => worker.Answer(tile), _ => throw new IOException("disk full"), CancellationToken.None));
    }

    [Fact]
    public void Run_ThrowsWhatOpeningThrew()
    {
        Assert.Throws<IOException>(() => TileWorkers.Run<OwnedWorker, int>(Plan, 2, () => throw new IOException("no such file"), (_, tile) => tile.Index, _ => { }, CancellationToken.None));
    }

    private sealed class OwnedWorker(ConcurrentDictionary<int, int> threads) : IDisposable
    {
        private readonly int owner = Environment.CurrentManagedThreadId;

        public int Answer(Tile tile)
        {
            Assert.Equal(owner, Environment.CurrentManagedThreadId);
            threads.AddOrUpdate(owner, 1, (_, n) => n + 1);
            return tile.Index;
        }

        public void Dispose() => Assert.Equal(owner, Environment.CurrentManagedThreadId);
    }
}
