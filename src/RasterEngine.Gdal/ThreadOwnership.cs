namespace RasterEngine.Gdal;

/// <summary>The rule that GDAL's objects are used by the thread that made them; two threads in one handle end the process.</summary>
internal static class ThreadOwnership
{
    /// <exception cref="InvalidOperationException">The calling thread is not <paramref name="owner"/>.</exception>
    public static void Check(int owner, string subject)
    {
        int user = Environment.CurrentManagedThreadId;
        if (user != owner)
            throw new InvalidOperationException($"{subject} is owned by thread {owner} and was used by thread {user}.");
    }
}
