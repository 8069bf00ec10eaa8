namespace RasterEngine.Monitors;

/// <summary>What a scene did: see <see cref="AddedScene"/>.</summary>
internal readonly record struct SceneSums(PixelSum Seen, PixelSum Broke, PixelSum Recovered)
{
    public static SceneSums operator +(SceneSums a, SceneSums b) => new(a.Seen + b.Seen, a.Broke + b.Broke, a.Recovered + b.Recovered);
}
