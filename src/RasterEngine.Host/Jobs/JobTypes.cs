using Hangfire.Common;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// The types a stored job may name. A row in Hangfire's table is otherwise code execution: it can name any method of any assembly.
/// </summary>
internal static class JobTypes
{
    private static readonly Dictionary<string, Type> Allowed = new[] { typeof(ScanJobs), typeof(CallbackJobs), typeof(Guid), typeof(CancellationToken) }.ToDictionary(t => t.FullName!);

    /// <summary>Makes Hangfire refuse every other type, in the job and in its arguments.</summary>
    public static void Restrict()
    {
        TypeHelper.CurrentTypeResolver = Resolve;
        TypeHelper.CurrentTypeSerializer = type => Allowed.ContainsKey(type.FullName ?? "") ? type.FullName! : throw new InvalidOperationException($"{type} is not a type of a job.");
    }

    private static Type Resolve(string name) => Allowed.TryGetValue(name.Split(',')[0].Trim(), out Type? type)
        ? type
        : throw new TypeLoadException($"A stored job names {name}, which is not a type of ours; it is refused.");
}
