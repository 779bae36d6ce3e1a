using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext data check</c>: looks at every picture of a data set and says what is wrong with it.</summary>
sealed class DataCommand
{
    static readonly (string, string)[] Examples =
    [
        ("data check pets", "a folder of class folders: damaged files, duplicates, classes, sizes, mean and deviation"),
        ("data check data/cifar-10-batches-bin --json", "CIFAR-10, for a script; the exit code is 3 when something is wrong"),
    ];

    readonly CommandContext _context;
    readonly Argument<string> _place = new("DIR") { Description = "What --data of train takes: a folder, or a word for a data set" };
    readonly DataOptions _data = new("the argument");
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    DataCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var data = new DataCommand(context);
        var check = new DocumentedCommand("check", "Read every picture and report what is damaged, doubled or out of balance.") { Examples = Examples };
        check.Arguments.Add(data._place);
        foreach (var option in (IEnumerable<Option>)[data._data.Coarse, data._data.ValidationShare, data._data.Offline, data._json]) check.Options.Add(option);
        check.SetAction((parsed, cancellation) => Task.FromResult(data.Check(parsed, cancellation)));
        return new DocumentedCommand("data", "Look after data sets.") { Examples = Examples, Subcommands = { check } };
    }

    int Check(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        var source = _data.Resolve(parsed, _context, json, () => parsed.GetRequiredValue(_place), cancellation);
        var (train, test) = (source.OpenTrain(), source.OpenTest());
        var checkup = WorkProgress.Run(_context.ErrorConsole, "reading pictures", train.Count + test.Count, progress => new DatasetCheckup(
            source,
            DatasetInspection.Run(train, progress, cancellation),
            DatasetInspection.Run(test, progress, cancellation)));
        if (json) _context.Output.WriteLine(checkup.ToJson().ToJsonString());
        else CheckupTable.Show(_context.OutputConsole, checkup);
        if (checkup.Problems.Count == 0) return ExitCode.Success;
        _context.Error.WriteLine($"error: {source.Name}: {string.Join("; ", checkup.Problems)}.");
        return ExitCode.Data;
    }
}
