namespace RasterEngine.Tests.Scenes;

/// <summary>Ways to spoil a file.</summary>
internal enum MutationKind
{
    FlipBit,

    /// <summary>A few bytes at random.</summary>
    Overwrite,

    /// <summary>A number, often an extreme one.</summary>
    Number,

    /// <summary>A range over another.</summary>
    Copy,

    /// <summary>A range twice.</summary>
    Insert,
    Truncate,
}
