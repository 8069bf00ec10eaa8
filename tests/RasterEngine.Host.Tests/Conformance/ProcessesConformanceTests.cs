using RasterEngine.Host.Tests.Service;
using Xunit;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>
/// OGC API – Processes 1.0, from the standard's text (OGC 18-062r2) and what its compliance suite and others' test suites look at. Each check has a twin: the same answer
/// with a planted fault, which the check must find.
/// </summary>
public sealed class ProcessesConformanceTests(RunningService running)
{
    private static readonly Dictionary<string, Requirement> Requirements = CoreRequirements.All.Concat(ExecutionRequirements.All).ToDictionary(r => r.Id, StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. Requirements.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Requirement_IsMet(string id)
    {
        Requirement requirement = Requirements[id];
        Exchange exchange = (await Transcript.Of(running))[requirement.Of];

        Assert.True(requirement.Wrong(exchange) is null, $"{requirement.Of}: {requirement.Wrong(exchange)}; answered {exchange.Status} {exchange.Text[..Math.Min(400, exchange.Text.Length)]}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task PlantedFault_IsFound(string id)
    {
        Requirement requirement = Requirements[id];
        Exchange faulty = (await Transcript.Of(running))[requirement.Of].Copy();
        requirement.Fault(faulty);

        Assert.NotNull(requirement.Wrong(faulty));
    }
}
