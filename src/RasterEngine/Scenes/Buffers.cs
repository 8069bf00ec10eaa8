namespace RasterEngine.Scenes;

/// <summary>A worker's buffers grow to the largest window they meet and stay.</summary>
internal static class Buffers
{
    /// <summary>At least <paramref name="length"/> long; what was in it is lost when it grows.</summary>
    public static void Fit<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[length];
        }
    }
}
