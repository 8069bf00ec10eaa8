namespace RasterEngine.Benchmarks;

/// <summary>Where the source tree lies: a benchmark runs in a process of its own, somewhere below it.</summary>
internal static class Tree
{
    /// <exception cref="DirectoryNotFoundException">Not run from inside the tree.</exception>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RasterEngine.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} does not lie below RasterEngine.sln; the benchmarks are run from the source tree.");
    }
}
