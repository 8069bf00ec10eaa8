using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tests.Gdal;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Files made to break readers, or to have them read something else: refused with a reason, or read for what they are.</summary>
public sealed class HostileFileTests
{
    private static readonly string Hostile = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data", "hostile");

    /// <summary>Beginning of the name; the code at the gate, - where it passes; the code of its inspection, - where it is usable.</summary>
    private static readonly (string Name, string Gate, string Inspection)[] Verdicts =
    [
        ("gdal__1bit_2bands", "-", "no-crs"),
        ("gdal__6band_wrong_number_extrasamples", "-", "-"),
        ("gdal__bigtiff_two_strip_long8", "-", "no-crs"),
        ("gdal__byte_zstd_corrupted2", "-", "-"),
        ("gdal__cfloat64", "-", "pixel-type"),
        ("gdal__epsg4979_geotiff1_1", "-", "polar"),
        ("gdal__huge-implied-number-strips", "header-refused", "header-refused"),
        ("gdal__leak-ZIPSetupDecode", "-", "-"),
        ("gdal__lzw_corrupted", "-", "no-crs"),
        ("gdal__size_of_stripbytecount", "header-refused", "header-refused"),
        ("gdal__tiled_bad_offset", "truncated-file", "truncated-file"),
        ("go-fuzz-co__004b591a", "truncated-file", "truncated-file"),
        ("go-fuzz-co__0cbc9775", "truncated-file", "truncated-file"),
        ("go-fuzz-co__18d79ab1", "truncated-file", "truncated-file"),
        ("image-tiff__colormap-shl-overflow", "truncated-file", "truncated-file"),
        ("image-tiff__id_000000", "header-refused", "header-refused"),
        ("image-tiff__id_000012", "truncated-file", "truncated-file"),
        ("image-tiff__id_000034", "header-refused", "header-refused"),
        ("image-tiff__id_000036", "truncated-file", "truncated-file"),
        ("libtiff__ojpeg_chewey", "header-refused", "header-refused"),
        ("own__all_nan", "-", "-"),
        ("own__bomb_sparse", "header-refused", "header-refused"),
        ("own__crs_feet", "-", "-"),
        ("own__empty_0_bytes", "not-a-raster", "not-a-raster"),
        ("own__html_error_page", "not-a-raster", "not-a-raster"),
        ("own__ifd_points_to_itself", "header-refused", "header-refused"),
        ("own__negative_reflectance", "-", "-"),
        ("own__south_up_positive_dy", "-", "-"),
        ("own__truncated_half", "truncated-file", "truncated-file"),
        ("own__vrt_named_tif", "not-a-raster", "not-a-raster"),
        ("pillow__00r0_gray_l", "truncated-file", "truncated-file"),
        ("pillow__crash-2020-10-test", "truncated-file", "truncated-file"),
        ("pillow__crash-ccca68ff", "-", "not-a-raster"),
        ("pillow__oom-225817ca", "truncated-file", "truncated-file"),
        ("twelvemonk__CCITT-G4", "header-refused", "header-refused"),
        ("twelvemonk__jpeg-lossless", "-", "no-crs"),
    ];

    [Fact]
    public void HostileFile_IsRefusedOrRead_AsItDeserves()
    {
        Assert.SkipUnless(Directory.Exists(Hostile), "the hostile files are not beside the checkout");
        string[] files = [.. Directory.GetFiles(Hostile).Where(f => Path.GetExtension(f) != ".md").Order(StringComparer.Ordinal)];
        Assert.Equal(Verdicts.Length, files.Length);
        foreach (string file in files)
        {
            string name = Path.GetFileName(file);
            (_, string gate, string inspection) = Assert.Single(Verdicts, v => name.StartsWith(v.Name, StringComparison.Ordinal));
            ScanException? refusal = Record.Exception(() => HeaderGate.Check(name, file)) as ScanException;
            Assert.True((refusal?.Code ?? "-") == gate, $"{name}: {refusal?.Message ?? "passed"}, expected {gate}");
            FileInspection found = FileInspection.Of(file);
            Assert.True((found.Code ?? "-") == inspection, $"{name}: {found.Reason ?? "usable"}, expected {inspection}");
            Assert.True(found.Usable || found.Reason!.StartsWith($"{file}: ", StringComparison.Ordinal), found.Reason);
        }
    }

    [Fact]
    public void HostileFile_IsJudgedWithin50Milliseconds()
    {
        Assert.SkipUnless(Directory.Exists(Hostile), "the hostile files are not beside the checkout");
        foreach (string file in Directory.GetFiles(Hostile))
        {
            _ = Record.Exception(() => HeaderGate.Check(file, file));
            TimeSpan least = Enumerable.Range(0, 3).Min(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                Record.Exception(() => HeaderGate.Check(file, file));
                return Stopwatch.GetElapsedTime(start);
            });
            Assert.True(least < TimeSpan.FromMilliseconds(50), $"{file}: {least.TotalMilliseconds} ms");
        }
    }

    [Theory]
    [InlineData("own__truncated_half.tif", "819,328 bytes are there, and its header promises at least 1,226,271")]
    [InlineData("libtiff__ojpeg_chewey_subsamp21_multi_strip.tiff", "old-style JPEG")]
    [InlineData("own__bomb_sparse_120000x120000.tif", "120,000 × 120,000 pixels")]
    [InlineData("own__html_error_page.tif", "web page (HTML)")]
    [InlineData("own__vrt_named_tif_reads_local_file.tif", "XML")]
    [InlineData("twelvemonk__CCITT-G4-300dpi-StripByteCounts0.tif", "CCITT")]
    public void HostileFile_IsRefusedWithItsReason(string name, string words)
    {
        string file = Path.Combine(Hostile, name);
        Assert.SkipUnless(File.Exists(file), "the hostile files are not beside the checkout");
        Assert.Contains(words, Assert.Throws<ScanException>(() => HeaderGate.Check(name, file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsFetchedReadOrWritten_WhenAFileNamesAnother()
    {
        using var folder = new TemporaryFolder();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        string secret = TestRaster.Write(folder["secret.tif"]), written = folder["written.idx"];
        string vrt = $"<VRTDataset rasterXSize=\"200\" rasterYSize=\"150\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename>{secret}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>";
        string mrf = $"<MRF_META><CachedSource><Source>{secret}</Source></CachedSource><Raster><Size x=\"64\" y=\"64\"/><DataFile>{written}</DataFile><IndexFile>{written}</IndexFile></Raster></MRF_META>";
        string wms = $"<GDAL_WMS><Service name=\"TMS\"><ServerUrl>{address}</ServerUrl></Service><DataWindow><SizeX>64</SizeX><SizeY>64</SizeY></DataWindow></GDAL_WMS>";
        (string Code, byte[] Bytes)[] attacks =
        [
            .. new[] { vrt, vrt.Replace(secret, $"/vsicurl/{address}", StringComparison.Ordinal), mrf, wms }.Select(text => ("not-a-raster", System.Text.Encoding.UTF8.GetBytes(text))),
            .. new[] { vrt, mrf, wms, secret, $"/vsicurl/{address}" }.Select(text => ("external-reference", WithOverviews(folder["a.tif"], text))),
        ];
        foreach ((string code, byte[] bytes) in attacks)
        {
            File.WriteAllBytes(folder["attack.tif"], bytes);
            string[] earlier = Directory.GetFileSystemEntries(folder.Path);
            FileInspection found = FileInspection.Of(folder["attack.tif"]);
            Assert.Equal((false, code), (found.Usable, found.Code));
            Assert.Equal(earlier, Directory.GetFileSystemEntries(folder.Path));
        }

        Assert.False(listener.Pending());
        listener.Stop();
    }

    [Fact]
    public void SparseFile_IsReadAsNoData_OnlyIfItDeclaresOne()
    {
        using var folder = new TemporaryFolder();
        foreach (double? noData in (double?[])[null, 9])
        {
            using (Dataset created = Dataset.Create(folder["a.tif"], "GTiff", 64, 64, 1, PixelType.Byte, "SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32"))
            {
                if (noData is { } value)
                {
                    created.Band(1).SetNoData(value);
                }

                created.Band(1).Write<byte>(new Window(0, 0, 32, 32), [.. Enumerable.Repeat((byte)5, 1024)]);
                created.Close();
            }

            if (noData is null)
            {
                ScanException e = Assert.Throws<ScanException>(() => SceneFile.Open("a.tif", folder["a.tif"]));
                Assert.Equal("header-refused", e.Code);
                Assert.Contains("lacks 3 of 4 blocks", e.Message, StringComparison.Ordinal);
                continue;
            }

            using Dataset dataset = SceneFile.Open("a.tif", folder["a.tif"]);
            byte[] pixels = new byte[64 * 64];
            dataset.Band(1).Read<byte>(new Window(0, 0, 64, 64), pixels);
            Assert.Equal((1024, 3072), (pixels.Count(p => p == 5), pixels.Count(p => p == 9)));
        }
    }

    private static byte[] WithOverviews(string path, string file) =>
        File.ReadAllBytes(TestRaster.Write(path, annotate: created => created.SetMetadata("OVERVIEW_FILE", file, "OVERVIEWS")));
}
