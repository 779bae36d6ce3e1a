using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Cli.Tutorial;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext tutorial</c>: the whole way, explained.</summary>
sealed class TutorialCommand
{
    const int ShapesTrainSize = 4_096;
    const int ShapesTestSize = 1_000;
    const int ShapesEpochs = 5;
    const int CifarEpochs = 3;

    readonly CommandContext _context;
    readonly DataOptions _data = new("shapes");
    readonly Option<int?> _epochs = new Option<int?>("--epochs", "-e")
    {
        Description = $"How often to go through the training pictures [default: {ShapesEpochs} on shapes, {CifarEpochs} on CIFAR-10]",
        HelpName = "N",
    }.AtLeast(1);
    readonly Option<ulong> _seed = TrainingOptions.CreateSeed();
    readonly Option<string?> _output = new("--output", "-o") { Description = "The run folder [default: runs/<time>-tutorial]", HelpName = "DIR" };

    TutorialCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var tutorial = new TutorialCommand(context);
        var command = new DocumentedCommand("tutorial", "Learn ResNeXt in six explained steps, from an untrained network to a classified picture.")
        {
            Examples =
            [
                ("tutorial", "on the built-in pictures, in two or three minutes and without a download"),
                ("tutorial --data data", "the same on CIFAR-10, downloaded to ./data if it is not there"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)
            [.. tutorial._data.Source, tutorial._data.TrainSize, tutorial._data.TestSize, tutorial._epochs, tutorial._seed, tutorial._output])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(tutorial.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var source = _data.Resolve(parsed, _context, json: false, () => DataSource.ShapesPlace, cancellation);
        var lesson = new Lesson(
            source,
            parsed.GetValue(_data.TrainSize) ?? (source is ShapesSource ? ShapesTrainSize : null),
            parsed.GetValue(_data.TestSize) ?? (source is ShapesSource ? ShapesTestSize : null),
            parsed.GetValue(_epochs) ?? (source is ShapesSource ? ShapesEpochs : CifarEpochs),
            parsed.GetValue(_seed),
            parsed.GetValue(_output) ?? RunFolderName.New("tutorial"));
        new TutorialRun(lesson, new Narrator(_context.OutputConsole), _context.EpochReport(json: false)).Run(cancellation);
        return ExitCode.Success;
    }
}
