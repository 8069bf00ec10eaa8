namespace RasterEngine.Host.Tests.Stage;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>The folder of RasterEngine.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>What npm brought when the program was built.</summary>
    public static string NpmModules => Path.Combine(Root, "artifacts", "obj", "npm", "node_modules");

    public static string Sample(string folder, string file) => Path.Combine(Root, "data-samples", folder, file);

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RasterEngine.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds RasterEngine.sln.");
    }
}
