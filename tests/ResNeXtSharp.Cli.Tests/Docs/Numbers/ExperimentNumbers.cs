using ResNeXtSharp.Cli.Experiments;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Figure;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>experiment.md: the experiment that is kept. Its table and verdict are compared by <see cref="DocumentTests"/>.</summary>
static class ExperimentNumbers
{
    public static IEnumerable<Statement> All()
    {
        var plan = ExperimentFolder.Open(Path.Combine(Document.Folder("docs"), "results", "cardinality")).Plan;

        yield return new($"were enough for {Count(plan.TrainSize)} pictures a training", $"学習1回あたり{Count(plan.TrainSize)}枚");
        yield return new("follows the 95 % interval", "各平均の95 %区間");
    }
}
