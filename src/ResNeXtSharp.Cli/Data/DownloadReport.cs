using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Tells how far a download is: one moving line on a terminal, a line for every tenth elsewhere.</summary>
sealed class DownloadReport(IAnsiConsole console, string title = "the data set") : IProgress<DownloadProgress>
{
    int _shown = -1;

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        var percent = Math.Min(100, (int)(100 * value.Received / Math.Max(1, value.Total))); // a published size may be rounded
        var isLive = console.Profile.Capabilities.Interactive;
        var step = isLive ? percent : percent / 10 * 10;
        if (step <= _shown) return;
        _shown = step;
        var text = $"downloading {title}: {step} % of {value.Total / 1_000_000} MB";
        // Past the console's own layout, which knows no carriage return.
        console.Profile.Out.Writer.Write(isLive ? $"\r{text}{(step == 100 ? "\n" : "")}" : $"{text}\n");
    }
}
