namespace RasterEngine.Scenes;

/// <summary>A folder whose metadata name the files in it. What they name is taken from inside the folder or not at all.</summary>
internal sealed class ProductFolder
{
    // As the kernel counts (ELOOP).
    private readonly string _real;

    /// <param name="path">As written.</param>
    /// <param name="fullPath">Absolute.</param>
    public ProductFolder(string path, string fullPath)
    {
        Path = path.Length > 1 ? path.TrimEnd('/') : path;
        FullPath = System.IO.Path.TrimEndingDirectorySeparator(fullPath);
        _real = RealPath.Of(Path, FullPath);
    }

    public string Path { get; }

    public string FullPath { get; }

    /// <summary>The first file that is there, of a name with each of these endings; null when there is none. As band 1, without a scale.</summary>
    /// <param name="name">Relative to the folder, with forward slashes.</param>
    /// <param name="endings">Empty: the name as it is.</param>
    /// <exception cref="ScanException">The name, or a link on the way, leads out of the folder.</exception>
    public BandSource? Find(string name, params ReadOnlySpan<string> endings)
    {
        CheckName(name);
        foreach (string ending in endings.IsEmpty ? [""] : endings)
        {
            string full = System.IO.Path.Combine(FullPath, name + ending);
            if (File.Exists(full))
            {
                CheckInside(name, full);
                return new BandSource($"{Path}/{name}{ending}", full, 1, null, null, null);
            }
        }

        return null;
    }

    private void CheckName(string name)
    {
        bool plain = name.Length is > 0 and <= 1024 && name.AsSpan().IndexOfAny('\\', ':', '<') < 0 && !name.Any(char.IsControl)
            && name.Split('/').All(part => part is not ("" or "." or ".."));
        if (!plain)
        {
            throw Outside(name);
        }
    }

    private void CheckInside(string name, string full)
    {
        if (!RealPath.Of(name, full).StartsWith(System.IO.Path.TrimEndingDirectorySeparator(_real) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Outside(name);
        }
    }

    /// <summary>The refusal of a name that leads out.</summary>
    public ScanException Outside(string name) =>
        new("outside-product", $"{Path}: its metadata name the file {MetadataText.Quote(name)}; expected a file inside the product's own folder.");
}
