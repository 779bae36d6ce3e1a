using System.Globalization;
using ResNeXtSharp.Cli.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>What was measured for a time budget, and what was chosen.</summary>
static class BudgetTable
{
    public static void Show(IAnsiConsole console, BudgetChoice choice, int batchSize)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("model").AddColumn("an epoch", column => column.RightAligned())
            .AddColumn($"epochs in {Duration.Format(TimeSpan.FromSeconds(choice.Seconds))}", column => column.RightAligned());
        foreach (var each in choice.Measured)
            table.AddRow(each.Model, string.Create(CultureInfo.InvariantCulture, $"{each.SecondsPerEpoch:0.0} s"), each.Epochs.ToString(CultureInfo.InvariantCulture));
        console.Write(table);
        console.WriteLine($"chosen: {choice.Model}, batches of {batchSize}, {choice.Epochs} epoch{(choice.Epochs == 1 ? "" : "s")}");
        if (choice.Epochs < BudgetPlanner.LeastEpochs) console.WriteLine($"with fewer than {BudgetPlanner.LeastEpochs} epochs little is learnt; a longer --budget, or fewer pictures (--train-size), would help");
    }
}
