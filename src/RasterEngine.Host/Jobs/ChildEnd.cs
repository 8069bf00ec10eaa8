namespace RasterEngine.Host.Jobs;

/// <summary>How a child ended.</summary>
internal enum ChildEnd
{
    /// <summary>The result lies in its folder.</summary>
    Done,

    /// <summary>The request or an input is at fault.</summary>
    Refused,

    /// <summary>The machine's fault: a disk that is full or read-only, which has a code of its own, or anything else.</summary>
    Failed,

    /// <summary>By a signal, a limit or a deadline: the file's fault until shown otherwise.</summary>
    Died,

    /// <summary>Because its parent asked.</summary>
    Stopped,
}
