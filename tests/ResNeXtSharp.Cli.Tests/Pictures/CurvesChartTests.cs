using ResNeXtSharp.Cli.Pictures;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Pictures;

public sealed class CurvesChartTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_drawing_names_axes_and_lines()
    {
        new CurvesChart("net on pictures", Epochs(3)).Save(_folder.Path);

        var texts = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(_folder["curves.svg"]), ">([^<>]+)</text>").Select(match => match.Groups[1].Value.Trim()).ToList();
        foreach (var text in (string[])["net on pictures", "epoch", "loss", "accuracy", "training", "validation"]) Assert.Contains(text, texts);
        Assert.Equal(2, texts.Count(text => text == "epoch"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public void Both_panels_show_both_lines_for_any_number_of_epochs(int count)
    {
        new CurvesChart("net", Epochs(count)).Save(_folder.Path);

        var image = ImageFile.Load(_folder["curves.png"]);
        foreach (var color in (SkiaSharp.SKColor[])[Ink.Training, Ink.Validation])
        {
            Assert.True(Pixels.Count(image, color, 0, image.Width / 2) > 20);
            Assert.True(Pixels.Count(image, color, image.Width / 2, image.Width) > 20);
        }
    }

    [Fact]
    public void An_early_peak_of_the_validation_loss_does_not_flatten_the_rest()
    {
        var epochs = Epochs(6).ToArray();
        epochs[0] = epochs[0] with { ValidationLoss = 1e6 };

        new CurvesChart("net", epochs).Save(_folder.Path);

        Assert.DoesNotContain(">1000000<", File.ReadAllText(_folder["curves.svg"]));
    }

    static IReadOnlyList<EpochResult> Epochs(int count) =>
        [.. Enumerable.Range(1, count).Select(epoch => new EpochResult(epoch, 2.0 / epoch, 1 - 0.8 / epoch, 2.4 / epoch, 1 - 0.9 / epoch, 1e-3, 300, TimeSpan.FromSeconds(9)))];
}
