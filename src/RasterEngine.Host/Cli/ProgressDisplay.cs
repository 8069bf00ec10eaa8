using System.Diagnostics;
using System.Globalization;
using RasterEngine.Scans;
using Spectre.Console;

namespace RasterEngine.Host.Cli;

/// <summary>Progress on stderr: a bar on a terminal, a line every few seconds elsewhere, nothing when quiet.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(3);

    public static void Show(bool quiet, string name, Action<Action<ScanProgress>> work)
    {
        if (quiet)
        {
            work(_ => { });
        }
        else if (Console.IsErrorRedirected)
        {
            Lines(name, work);
        }
        else
        {
            Bar(name, work);
        }
    }

    private static void Lines(string name, Action<Action<ScanProgress>> work)
    {
        long last = Stopwatch.GetTimestamp();
        work(p =>
        {
            if (Stopwatch.GetElapsedTime(last) < LineEvery)
            {
                return;
            }

            last = Stopwatch.GetTimestamp();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {p.Stage}, {(p.TotalPixels == 0 ? 0 : 100 * p.DonePixels / p.TotalPixels)} %"));
        });
    }

    private static void Bar(string name, Action<Action<ScanProgress>> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(name));
                work(p =>
                {
                    task.MaxValue = Math.Max(1, p.TotalPixels);
                    task.Value = p.DonePixels;
                    task.Description = Markup.Escape($"{name}: {p.Stage}");
                });
            });
    }
}
