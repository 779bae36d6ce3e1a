using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using Spectre.Console.Testing;

namespace ResNeXtSharp.Cli.Tests.Data;

public sealed class DownloadReportTests
{
    [Fact]
    public void A_log_gets_a_line_for_every_tenth()
    {
        var console = new TestConsole();
        var report = new DownloadReport(console);

        for (var received = 0; received <= 170; received++) report.Report(new DownloadProgress(received * 1_000_000L, 170_000_000));

        Assert.Equal(Enumerable.Range(0, 11).Select(tenth => $"downloading the data set: {tenth * 10} % of 170 MB"), console.Lines);
    }

    [Fact]
    public void A_terminal_gets_one_line_that_changes()
    {
        var console = new TestConsole().Interactive();
        var report = new DownloadReport(console);

        for (var received = 0; received <= 1000; received++) report.Report(new DownloadProgress(received, 1000));

        Assert.Equal(101, console.Output.Split('\r').Length - 1);
        Assert.EndsWith("100 % of 0 MB\n", console.Output, StringComparison.Ordinal);
    }
}
