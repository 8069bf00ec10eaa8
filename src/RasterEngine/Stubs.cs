#pragma warning disable
using RasterEngine.Gdal;
namespace RasterEngine.Tiling
{
    public enum ZoneCoverageKind { Centre, Exact }
    public sealed record ZonePolygon(string Id);
    public readonly record struct ZoneRun(int Zone, int Column, int Length, int Share);
    public sealed class ZoneLayer
    {
        public IReadOnlyList<ZonePolygon> Zones => [];
        public static bool IsOne(string path) => false;
        public static IReadOnlyList<(string Path, string FullPath)> Files(string path, string fullPath) => [];
        public static ZoneLayer Read(string path, string fullPath, string? idField, Grid grid) => throw new NotImplementedException();
    }
    public sealed class ZoneRaster(ZoneLayer layer, ZoneCoverageKind kind)
    {
        public void Fill(Window w) {}
        public ReadOnlySpan<int> UnionRow(int row) => [];
        public ReadOnlySpan<ZoneRun> Runs(int row) => [];
    }
}
