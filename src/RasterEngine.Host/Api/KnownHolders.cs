using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;

namespace RasterEngine.Host.Api;

/// <summary>
/// Who was admitted in the last seconds, so that polling does not ask the database twice a request. Forgotten at once when a key is revoked
/// (<see cref="KeyWatch"/>), and in any case after <see cref="Longest"/>.
/// </summary>
internal sealed class KnownHolders(TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (AuthenticationTicket Ticket, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <param name="secret">A key or a cookie, with a word in front that says which.</param>
    public AuthenticationTicket? Find(string secret) => known.TryGetValue(secret, out (AuthenticationTicket Ticket, DateTimeOffset Until) entry) && clock.GetUtcNow() < entry.Until ? entry.Ticket : null;

    /// <param name="secret">The same.</param>
    /// <param name="ticket">Whom it admits.</param>
    /// <param name="end">When it is good no more, if that is known.</param>
    public void Add(string secret, AuthenticationTicket ticket, DateTimeOffset? end = null)
    {
        if (known.Count >= Most)
        {
            known.Clear();
        }

        DateTimeOffset until = clock.GetUtcNow() + Longest;
        known[secret] = (ticket, end < until ? end.Value : until);
    }

    public void Forget(string secret) => known.TryRemove(secret, out _);

    public void ForgetAll() => known.Clear();
}
