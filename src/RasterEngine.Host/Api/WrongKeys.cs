using System.Collections.Concurrent;
using System.Net;

namespace RasterEngine.Host.Api;

/// <summary>After ten wrong keys within a minute an address waits.</summary>
internal sealed class WrongKeys(TimeProvider clock)
{
    private const int Most = 10, MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<IPAddress, (int Number, DateTimeOffset Since)> guesses = new();

    public void Add(IPAddress address)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (guesses.Count >= MostAddresses)
        {
            foreach ((IPAddress old, (int Number, DateTimeOffset Since) guess) in guesses)
            {
                if (now - guess.Since > Window)
                {
                    guesses.TryRemove(old, out _);
                }
            }
        }

        guesses.AddOrUpdate(address, (1, now), (_, old) => now - old.Since > Window ? (1, now) : (old.Number + 1, old.Since));
    }

    public bool IsShutOut(IPAddress address) => guesses.TryGetValue(address, out (int Number, DateTimeOffset Since) guess) && guess.Number >= Most && clock.GetUtcNow() - guess.Since <= Window;
}
