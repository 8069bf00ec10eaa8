using System.Text;
using RasterEngine.Monitors;
using RasterEngine.Publication;

namespace RasterEngine.Tests.Monitors;

/// <summary>Two years of synthetic scenes of a field that greens and browns every year, clouds over it, and a corner of it that is cleared.</summary>
internal sealed class WatchedField : IDisposable
{
    public const int Width = 90, Height = 70, HistoryScenes = 30, WatchedScenes = 9;

    /// <summary>The scene, counted from the first watched, in which the corner is bare for the first time; and that in which it is green again.</summary>
    public const int ClearedIn = 3, GreenAgainIn = 6;

    /// <summary>Columns and rows of the corner.</summary>
    public const int CornerWidth = 20, CornerHeight = 10;

    private readonly TemporaryFolder folder = new();
    private readonly string[] options;

    /// <param name="options">How the scenes' files are laid out.</param>
    public WatchedField(params string[] options)
    {
        this.options = options.Length > 0 ? options : ["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32", "COMPRESS=DEFLATE"];
        for (int scene = 0; scene < HistoryScenes + WatchedScenes; scene++)
        {
            Write(scene);
        }
    }

    public string this[string name] => folder[name];

    public string Folder => folder.Path;

    public static DateOnly Day(int scene) => new DateOnly(2019, 1, 5).AddDays(24 * scene);

    /// <summary>The document with so many watched scenes.</summary>
    public static string Document(int watched, string monitor = """ "method": "consecutive", "inARow": 2 """, string more = "")
    {
        string Entry(int scene) => $$"""{ "date": "{{Day(scene):yyyy-MM-dd}}", "path": "{{scene}}.tif", "bands": { "red": 1, "nir": 2 } }""";
        return $$"""
            { "name": "field", "history": [ {{string.Join(", ", Enumerable.Range(0, HistoryScenes).Select(Entry))}} ],
              "scenes": [ {{string.Join(", ", Enumerable.Range(HistoryScenes, watched).Select(Entry))}} ],
              "model": { "harmonics": 1 }, "monitor": { {{monitor}} }{{more}} }
            """;
    }

    public (MonitorResult Result, MonitorReport Report) Run(string document, string state = "state", string output = "out", int workers = 2) =>
        MonitorPublication.Run(MonitorDocument.Parse("monitor.json", Encoding.UTF8.GetBytes(document), folder.Path, "test"), folder[state], folder[output], workers, _ => { }, CancellationToken.None);

    public byte[] Bytes(string name) => File.ReadAllBytes(folder[name]);

    public void Dispose() => folder.Dispose();

    /// <summary>Writes one scene; a hidden one is all nodata.</summary>
    public void Write(int scene, bool isHidden = false)
    {
        double season = Math.Cos(2 * Math.PI * (HarmonicModel.DecimalYear(Day(scene)) - 0.5));
        bool isCleared = scene >= HistoryScenes + ClearedIn && scene < HistoryScenes + GreenAgainIn;
        new SyntheticScene(0, 0, Width, Height, Ground) { NoData = 0, Options = options }.Write(folder[$"{scene}.tif"]);

        (int, int) Ground(int column, int row)
        {
            // A cloud of a quarter of the pixels, elsewhere in every history scene; the last columns were never seen, the one before too seldom.
            int noise = ((column * 7919) + (row * 104_729) + (scene * 1_299_709)) & 0xFFFF;
            bool isCloud = scene < HistoryScenes && noise % 4 == 0, isUnseen = column >= Width - 2 || (column == Width - 3 && scene >= 4);
            bool isCorner = column < CornerWidth && row < CornerHeight;
            return isHidden || isCloud || isUnseen ? (0, 0) : isCorner && isCleared ? (2000, 2200) : (1000, 2500 + (int)(900 * season) + (noise % 120));
        }
    }
}
