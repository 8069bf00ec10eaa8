using System.Globalization;
using System.Text.Json;
using RasterEngine.Estimates;

namespace RasterEngine.Host.Cli;

/// <summary><c>doctor --estimators</c>: published numbers beside what this machine computes.</summary>
internal static class EstimatorCheck
{
    public static int Run(bool json)
    {
        IReadOnlyList<SelfTestNumber> numbers = EstimatorSelfTest.Run();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(numbers, CliJson.Default.IReadOnlyListSelfTestNumber));
        }
        else
        {
            foreach (IGrouping<string, SelfTestNumber> table in numbers.GroupBy(n => n.Table))
            {
                Console.Out.WriteLine(table.Key);
                TextTable.Write(["|Quantity", "Published", "Computed", "|"], table.Select(n => (string[])[n.Quantity, Text(n.Published), Text(n.Computed), n.Agrees ? "ok" : "DIFFERS"]));
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{numbers.Count(n => n.Agrees)} of {numbers.Count} published numbers are met, to 1e-9 or half of the last digit published"));
        }

        return numbers.All(n => n.Agrees) ? ExitCode.Done : ExitCode.Machine;
    }

    private static string Text(double? value) => value?.ToString("G12", CultureInfo.InvariantCulture) ?? "–";
}
