using ResNeXtSharp.Cli.Reports;
using Spectre.Console;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>How far one of several works has come.</summary>
/// <param name="What">The work.</param>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Its parts.</param>
readonly record struct WorkProgress(string What, int Done, int Total)
{
    /// <summary>A bar for each work that fills up while it is done; nothing where there is no terminal.</summary>
    public static T Show<T>(IAnsiConsole console, Func<IProgress<WorkProgress>?, T> work)
    {
        if (!console.Profile.Capabilities.Interactive) return work(null);
        return console.Progress().AutoClear(true).Start(context =>
        {
            var bars = new Dictionary<string, ProgressTask>();
            return work(new SynchronousProgress<WorkProgress>(at =>
            {
                if (!bars.TryGetValue(at.What, out var bar)) bars[at.What] = bar = context.AddTask(at.What, maxValue: at.Total);
                bar.Value = at.Done;
            }));
        });
    }
}
