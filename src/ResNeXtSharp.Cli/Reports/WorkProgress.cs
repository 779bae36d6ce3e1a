using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>A bar that fills up while something is gone through; nothing where there is no terminal.</summary>
static class WorkProgress
{
    public static T Run<T>(IAnsiConsole console, string title, int total, Func<IProgress<int>?, T> inspect)
    {
        if (!console.Profile.Capabilities.Interactive) return inspect(null);
        return console.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask(title, maxValue: total);
            return inspect(new SynchronousProgress<int>(_ => bar.Increment(1)));
        });
    }
}
