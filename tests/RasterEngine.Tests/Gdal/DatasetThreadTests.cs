using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class DatasetThreadTests
{
    private static readonly Window Corner = new(0, 0, 8, 8);

    [Fact]
    public void Dataset_RefusesEveryUse_FromAnotherThread()
    {
        using Dataset dataset = Dataset.CreateMemory(16, 16, 1, PixelType.Byte);
        RasterBand band = dataset.Band(1);
        foreach (Action use in (Action[])[
            () => dataset.Band(1), () => _ = dataset.GeoTransform, () => _ = dataset.SpatialReference, () => dataset.Metadata("A"),
            () => dataset.SetMetadata("A", "B"), () => dataset.CreateCopy("a.tif", "COG"), dataset.Close,
            () => _ = band.NoData, () => _ = band.MaskFlags, () => band.Read<byte>(Corner, new byte[64]),
            () => band.ReadMask(Corner, new byte[64]), () => band.Write<byte>(Corner, new byte[64]), () => band.SetNoData(1)])
        {
            Exception? thrown = OtherThread.Run(use);
            Assert.Matches(
                $"is owned by thread {Environment.CurrentManagedThreadId} and was used by thread [0-9]+",
                Assert.IsType<InvalidOperationException>(thrown).Message);
        }
        band.Read<byte>(Corner, new byte[64]);
    }

    [Fact]
    public void Dispose_Closes_FromAnotherThread()
    {
        Dataset dataset = Dataset.CreateMemory(16, 16, 1, PixelType.Byte);
        Assert.Null(OtherThread.Run(dataset.Dispose));
        Assert.Throws<ObjectDisposedException>(() => dataset.Band(1));
    }

    [Fact]
    public void Dispose_WaitsForTheRunningRead_FromAnotherThread()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"], 512, 512);
        for (int round = 0; round < 20; round++)
        {
            Dataset dataset = Dataset.Open(path);
            RasterBand band = dataset.Band(1);
            using var reading = new ManualResetEventSlim();
            var closer = new Thread(() =>
            {
                reading.Wait();
                dataset.Dispose();
            });
            closer.Start();
            byte[] pixels = new byte[512 * 512];
            void ReadUntilClosed()
            {
                while (true)
                {
                    band.Read<byte>(new Window(0, 0, 512, 512), pixels);
                    reading.Set();
                }
            }

            Assert.Throws<ObjectDisposedException>((Action)ReadUntilClosed);
            closer.Join();
        }
    }

    [Fact]
    public void Threads_ReadTheRightPixels_EachThroughItsOwnDataset()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"], 700, 500);
        Exception?[] thrown = new Exception?[4];
        Thread[] threads = [.. thrown.Select((_, i) => new Thread(() => thrown[i] = Record.Exception(() =>
        {
            var random = new Random(i);
            using Dataset dataset = Dataset.Open(path);
            for (int n = 0; n < 200; n++)
            {
                int column = random.Next(650), row = random.Next(450);
                var window = new Window(column, row, random.Next(1, 700 - column), random.Next(1, 500 - row));
                byte[] pixels = new byte[window.PixelCount];
                dataset.Band(1).Read<byte>(window, pixels);
                Assert.True(TestRaster.Pixels(window).AsSpan().SequenceEqual(pixels), $"{window}");
            }
        })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(thrown, Assert.Null);
    }
}
