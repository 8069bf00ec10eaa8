using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;

// facts <file>      which libgdal, and the first pixel of the file
// provoke <file>    the same failures from two threads; GDAL must not print
// codecs            which of libdeflate and libzstd, and that DEFLATE works with or without
// abandon <file>    a writer that is never closed when the process ends
try
{
    switch (args[0])
    {
        case "facts":
            using (Dataset dataset = Dataset.Open(args[1]))
            {
                byte[] pixel = new byte[1];
                dataset.Band(1).Read<byte>(new Window(0, 0, 1, 1), pixel);
                Console.WriteLine($"source {GdalLibrary.Source}");
                Console.WriteLine($"from {GdalLibrary.LoadedFrom}");
                Console.WriteLine($"version {GdalLibrary.Version}");
                Console.WriteLine($"pixel {pixel[0]}");
                Console.WriteLine($"epsg {SpatialReference.FromEpsg(32633).Name}");
            }
            break;
        case "provoke":
            int failures = 0;
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() => Provoke(args[1], ref failures)))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Console.WriteLine($"failures {failures}");
            break;
        case "codecs":
            using (var decoder = new DeflateDecoder())
            {
                // zlib.compress(b"12345") of Python's zlib.
                byte[] decoded = new byte[5];
                if (!decoder.TryDecode(Convert.FromHexString("789C3334323631050002F80100"), decoded) || !decoded.AsSpan().SequenceEqual("12345"u8))
                    throw new InvalidOperationException("DEFLATE gave other bytes back.");
                Console.WriteLine($"own {decoder.IsOwn}");
            }
            Console.WriteLine($"codecs {CodecLibrary.Deflate.LoadedFrom ?? "none"} {CodecLibrary.Zstd.LoadedFrom ?? "none"}");
            break;
        case "abandon":
            Dataset.Create(args[1], "GTiff", 64, 64, 1, PixelType.Byte).Band(1).Write<byte>(new Window(0, 0, 64, 64), new byte[64 * 64]);
            Console.WriteLine("abandoned");
            break;
    }
    return 0;
}
catch (GdalException e)
{
    Console.WriteLine($"refused {e.Message}");
    return 1;
}

static void Provoke(string file, ref int failures)
{
    for (int i = 0; i < 20; i++)
    {
        foreach (Action failing in (Action[])[
            () => Dataset.Open(Environment.ProcessPath!).Dispose(),
            () => SpatialReference.FromEpsg(1),
            () => SpatialReference.FromWkt("PROJCS[\"broken"),
            () => ReadAll(file)])
        {
            try
            {
                failing();
            }
            catch (GdalException)
            {
                Interlocked.Increment(ref failures);
            }
        }
    }
}

static void ReadAll(string file)
{
    using Dataset dataset = Dataset.Open(file);
    dataset.Band(1).Read<byte>(new Window(0, 0, dataset.Width, dataset.Height), new byte[dataset.Width * dataset.Height]);
}
