using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>A bar that fills up while pictures are looked at; nothing where there is no terminal.</summary>
static class InspectionProgress
{
    public static T Run<T>(IAnsiConsole console, int total, Func<IProgress<int>?, T> inspect)
    {
        if (!console.Profile.Capabilities.Interactive) return inspect(null);
        return console.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("reading pictures", maxValue: total);
            return inspect(new SynchronousProgress<int>(_ => bar.Increment(1)));
        });
    }
}
