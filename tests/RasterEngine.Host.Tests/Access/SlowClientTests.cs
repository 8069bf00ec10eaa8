using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Who sends a request drop by drop is cut off, and nobody else waits meanwhile.</summary>
public sealed class SlowClientTests(RunningService running)
{
    private const int Crowd = 100;

    // Ten seconds for a header; of a body 240 bytes a second after five.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private Uri Address => running.Process.Client.BaseAddress!;

    [Fact]
    public async Task DropByDrop_IsCutOff_AndOthersAreAnswered()
    {
        Task<string>[] slow =
        [
            .. Enumerable.Range(0, Crowd).Select(_ => Drip($"GET /jobs HTTP/1.1\r\nHost: {Address.Authority}\r\nX-Slow: ")),
            .. Enumerable.Range(0, Crowd).Select(_ => Drip($"POST /processes/scan/execution HTTP/1.1\r\nHost: {Address.Authority}\r\nX-Api-Key: {ServiceProcess.Key}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n")),
        ];
        await Task.Delay(500, TestContext.Current.CancellationToken);
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await running.Process.Client.GetAsync("/jobs?limit=1", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            fastest = Stopwatch.GetElapsedTime(start) is var took && took < fastest ? took : fastest;
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(200), $"the fastest of ten took {fastest.TotalMilliseconds:0} ms");
        string[] answers = await Task.WhenAll(slow);

        // Told why, or cut off without a word.
        Assert.All(answers, a => Assert.True(a.Length == 0 || a.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), a));
    }

    // A byte a second until the other end has had enough; what it said.
    private async Task<string> Drip(string head)
    {
        using var client = new TcpClient(Address.Host, Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        byte[] answer = new byte[12];
        Task<int> heard = stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, TestContext.Current.CancellationToken).AsTask();
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Longest;)
        {
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
                if (await Task.WhenAny(heard, Task.Delay(1000, TestContext.Current.CancellationToken)) == heard)
                {
                    return Encoding.ASCII.GetString(answer, 0, await heard);
                }
            }
            catch (IOException)
            {
                return "";
            }
        }

        throw new TimeoutException($"still open after {Longest.TotalSeconds:0} s: {head[..20]}");
    }
}
