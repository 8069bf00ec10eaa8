namespace RasterEngine.Host.Cli;

/// <summary>What the shell is told (contract.md §2).</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The machine's fault or ours.</summary>
    public const int Machine = 1;

    /// <summary>The request or an input is at fault; nothing was published.</summary>
    public const int Request = 2;

    /// <summary>Published, marked for review.</summary>
    public const int Review = 3;

    public const int Cancelled = 130;
}
