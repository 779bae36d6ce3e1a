using System.CommandLine;
using ResNeXtSharp.Cli.Data;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which pictures, and how many of them.</summary>
sealed class DataOptions
{
    /// <param name="default">What help says of the place when none is given.</param>
    public DataOptions(string @default)
    {
        Place = new Option<string?>("--data", "-d")
        {
            Description = $"The folder of CIFAR-10 (binary version) or its parent, or \"shapes\", the built-in pictures [default: {@default}]",
            HelpName = "DIR|shapes",
        };
    }

    public Option<string?> Place { get; }

    public Option<bool> Offline { get; } = new("--offline") { Description = "Never download a data set that is not there" };

    public Option<int?> TrainSize { get; } = new Option<int?>("--train-size")
    {
        Description = "Train on the first N pictures only",
        HelpName = "N",
    }.AtLeast(1);

    public Option<int?> TestSize { get; } = new Option<int?>("--test-size", "--limit")
    {
        Description = "Test on the first N pictures only",
        HelpName = "N",
    }.AtLeast(1);

    /// <summary>The data set of a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">Where download progress goes.</param>
    /// <param name="json">Whether a machine reads the output.</param>
    /// <param name="otherwise">The place when none is given.</param>
    /// <param name="cancellation">Stops a download.</param>
    public DataSource Resolve(ParseResult parsed, CommandContext context, bool json, string otherwise, CancellationToken cancellation)
    {
        var place = parsed.GetValue(Place) ?? otherwise;
        if (place.Length == 0) throw new UsageException("--data is empty: name a folder, or shapes.");
        return new DataSource(place, !parsed.GetValue(Offline), new DownloadReport(context.PrettyConsole(json)), cancellation);
    }
}
