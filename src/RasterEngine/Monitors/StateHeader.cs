using System.Text.Json.Serialization;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>The head of a saved state: whose it is, where it lies, and what was added to it.</summary>
public sealed record StateHeader
{
    /// <summary>Raised when the saved form or what a scene does to it changes.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary><see cref="MonitorQuestion.DesignHash"/>.</summary>
    public required string DesignHash { get; init; }

    public required string Crs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required IReadOnlyList<double> GeoTransform { get; init; }

    /// <summary>Days of the history.</summary>
    public required IReadOnlyList<DateOnly> History { get; init; }

    public required SceneFacts Facts { get; init; }

    /// <summary>Files that the history was read from.</summary>
    public required IReadOnlyList<StateInput> HistoryInputs { get; init; }

    /// <summary>Scenes added since, in order.</summary>
    public required IReadOnlyList<AddedScene> Scenes { get; init; }

    /// <summary>The last day that is in the state.</summary>
    [JsonIgnore]
    public DateOnly LastDay => Scenes.Count > 0 ? Scenes[^1].Day : History[^1];

    public Grid Grid() => new(Width, Height, new GeoTransform(GeoTransform[0], GeoTransform[1], GeoTransform[2], GeoTransform[3], GeoTransform[4], GeoTransform[5]), SpatialReference.FromWkt(Crs));
}
