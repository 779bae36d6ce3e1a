using System.Xml.Linq;
using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Pictures;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Pictures;

public sealed class CardinalityChartTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(18)]
    public void Means_are_drawn_after_any_number_of_trainings(int trainings)
    {
        var outcomes = Enumerable.Range(0, trainings).Select(i => new TrainingOutcome(1 << (i % 6), (ulong)(i / 6), 0.6 + 0.01 * (i % 6) + 0.005 * (i / 6), 1, 1, 1));

        new CardinalityChart("networks on pictures", CardinalityResult.Of(outcomes)).Save(_folder.Path);

        var image = ImageFile.Load(_folder["cardinality.png"]);
        Assert.True(Pixels.Count(image, Ink.Training, 0, image.Width) > 20);
        Assert.Equal("svg", XDocument.Load(_folder["cardinality.svg"]).Root!.Name.LocalName);
    }
}
