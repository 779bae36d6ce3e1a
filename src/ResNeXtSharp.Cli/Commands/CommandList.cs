using System.CommandLine;

namespace ResNeXtSharp.Cli.Commands;

/// <summary>Every command, in the order of the help page.</summary>
static class CommandList
{
    public static IEnumerable<Command> Create(CommandContext context) =>
    [
        TutorialCommand.Create(context),
        TrainCommand.Create(context),
        LearningRateCommand.Create(context),
        EvaluateCommand.Create(context),
        ReportCommand.Create(context),
        PredictCommand.Create(context),
        DownloadCommand.Create(context),
        ExportCommand.Create(context),
        ExplainCommand.Create(context),
        ExperimentCommand.Create(context),
        QuizCommand.Create(context),
        SummaryCommand.Create(context),
        ModelsCommand.Create(context),
        DataCommand.Create(context),
        WhichCommand.Create(context),
        ConvertCommand.Create(context),
        InfoCommand.Create(context),
        BenchCommand.Create(context),
    ];
}
