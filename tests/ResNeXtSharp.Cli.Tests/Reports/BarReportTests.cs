using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Training;
using Spectre.Console.Testing;

namespace ResNeXtSharp.Cli.Tests.Reports;

public sealed class BarReportTests
{
    static readonly EpochResult Result = new(3, 1.25, 0.5, 1.5, 0.4375, 1e-3, 312.4, TimeSpan.FromSeconds(20));

    [Fact]
    public void The_bar_tells_loss_accuracy_speed_and_time_left()
    {
        var console = new TestConsole().Interactive();
        console.Profile.Width = 160;

        var result = new BarReport(console).Run("epoch 3/8", progress =>
        {
            progress!.Report(new TrainingProgress(3, 8, 5, 10, 1.25, 0.5, 312.4, TimeSpan.FromSeconds(30)));
            return Result;
        });

        Assert.Same(Result, result);
        Assert.Contains("epoch 3/8  loss 1.250  accuracy 50.0 %  312 images/s  03:00 left", console.Output);
        Assert.Contains("50%", console.Output);
    }

    [Fact]
    public void A_narrow_terminal_gets_training_and_validation_on_a_line_each()
    {
        var console = new TestConsole();
        console.Profile.Width = 80;

        new BarReport(console).Show("epoch 3/8", Result with { ValidationCount = 200 }, isBest: true);

        Assert.Equal(
            ["epoch 3/8  train loss 1.2500 accuracy  50.0 %  312 images/s", "           validation loss 1.5000 accuracy  43.8 % (37.1 to 50.7)  best"],
            console.Lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void The_line_of_an_epoch_tells_what_it_came_to()
    {
        var console = new TestConsole();
        console.Profile.Width = 160;

        new LineReport(console).Show("epoch 3/8", Result, isBest: true);

        Assert.Equal("epoch 3/8  train loss 1.2500 accuracy  50.0 %  validation loss 1.5000 accuracy  43.8 %  312 images/s  best", console.Output.TrimEnd());
    }
}
