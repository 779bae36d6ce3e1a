using ResNeXtSharp.Cli.Pictures;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Pictures;

public sealed class LearningRateChartTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(100, true)]
    public void The_smoothed_loss_and_the_suggestion_are_drawn_for_any_number_of_steps(int steps, bool hasSuggestion)
    {
        var points = Enumerable.Range(0, steps)
            .Select(i => new LearningRatePoint(1e-6 * Math.Pow(10, 6.0 * i / 99), 2.5 - 0.01 * i + (i % 2 * 0.1), 2.5 - 0.01 * i)).ToList();
        new LearningRateChart("net on pictures", new LearningRateCurve(points, steps, hasDiverged: false)).Save(_folder["plot.png"]);

        var image = ImageFile.Load(_folder["plot.png"]);
        Assert.True(Pixels.Count(image, Ink.Training, 0, image.Width) > 20);
        Assert.Equal(hasSuggestion, Pixels.Count(image, Ink.Validation, 0, image.Width) > 20);
    }
}
