using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>
/// GDAL's errors, per thread: <see cref="Reset"/> before a call, then one of the throwing methods after it, on the same thread.
/// Nothing is printed. The first failure of a call is kept beside GDAL's last one: a flush that fails goes on to report
/// warnings and follow-up errors, and CPLGetLastErrorMsg only remembers the newest.
/// </summary>
internal static unsafe class GdalErrors
{
    [ThreadStatic]
    private static string? firstFailure;

    /// <summary>Silences GDAL in every thread. CPLPushErrorHandler would do so in the calling thread only.</summary>
    public static void RouteMessages(nint library)
    {
        NativeMethods.CPLSetErrorHandler((nint)(delegate* unmanaged[Cdecl]<int, int, byte*, void>)&Sink);

        // libgdal closes what is still open in its own destructor, after the runtime has stopped: it must not call managed code then.
        if (NativeLibrary.TryGetExport(library, "CPLQuietErrorHandler", out nint quiet))
            AppDomain.CurrentDomain.ProcessExit += (_, _) => NativeMethods.CPLSetErrorHandler(quiet);
    }

    public static void Reset()
    {
        firstFailure = null;
        NativeMethods.CPLErrorReset();
    }

    /// <summary>For functions that return CPLErr.</summary>
    public static void ThrowIfFailed(int cplError, string function, string? path)
    {
        if (cplError >= NativeMethods.CE_Failure)
            throw Failure(function, path);
    }

    /// <summary>For functions that return nothing, or success in spite of a failure: looks at what was reported since the reset.</summary>
    public static void ThrowIfReported(string function, string? path)
    {
        if (firstFailure is { } words)
            throw new GdalException(function, path, Sentence(words, path, function));
        if (NativeMethods.CPLGetLastErrorType() >= NativeMethods.CE_Failure)
            throw Failure(function, path);
    }

    /// <summary>The last thing GDAL said in this thread since the reset, as an exception to throw.</summary>
    public static GdalException Failure(string function, string? path, string whenSilent = "failed without a reason") =>
        new(function, path, Sentence(NativeMethods.Text(NativeMethods.CPLGetLastErrorMsg()), path, $"{function} {whenSilent}"));

    /// <summary>GDAL's words on one line, without the file's name where they begin with it.</summary>
    private static string Sentence(string? words, string? path, string whenSilent)
    {
        string line = string.Join(' ', (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0)
            return whenSilent;
        if (string.IsNullOrEmpty(path))
            return line;
        foreach (string name in (string[])[path, Path.GetFileName(path)])
        {
            if (name.Length > 0 && line.StartsWith(name, StringComparison.Ordinal) && line.AsSpan(name.Length).TrimStart(",: ").Length > 0)
                return line[name.Length..].TrimStart(',', ':', ' ');
        }
        return line;
    }

    /// <summary>Called by GDAL in whatever thread reports; must neither print nor throw.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Sink(int errorClass, int number, byte* message)
    {
        if (errorClass < NativeMethods.CE_Failure || firstFailure is not null)
            return;
        try
        {
            firstFailure = NativeMethods.Text(message) ?? "";
        }
        catch (OutOfMemoryException)
        {
            // An exception must not cross native frames; GDAL's own last error still tells.
        }
    }
}
