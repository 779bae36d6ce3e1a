using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Charts;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.HtmlReport;

public sealed class ChartTests
{
    [Theory]
    [InlineData(new[] { 0.076, 1.155 }, true, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1, 1.2 })]
    [InlineData(new[] { 0.58, 0.98, double.NaN }, false, new[] { 0.5, 0.6, 0.7, 0.8, 0.9, 1 })]
    [InlineData(new[] { 0.001, 0.001 }, true, new[] { 0, 0.0002, 0.0004, 0.0006, 0.0008, 0.001 })]
    [InlineData(new double[] { }, true, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    public void Axes_end_at_round_numbers(double[] values, bool isFromZero, double[] ticks) =>
        Assert.Equal(ticks, Scale.Around(values, isFromZero, 10, 0, 1).Ticks().Select(tick => Math.Round(tick, 10)));

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public void Any_number_of_epochs_can_be_drawn_and_gaps_stay_gaps(int epochs)
    {
        var chart = new LineChart
        {
            Title = "loss",
            Epochs = [.. Enumerable.Range(1, epochs)],
            Series = [new("train", "training", [.. Enumerable.Range(0, epochs).Select(i => i % 3 == 1 ? double.NaN : 1.0 / (i + 1))])],
            Format = Words.Short,
            EpochWord = "epoch",
            Mark = 1,
        }.Draw();

        AssertDrawable(chart);
        var path = chart.Descendants("path").Single().Attribute("d")!.Value;
        Assert.Equal(Enumerable.Range(0, epochs).Count(i => i == 0 || i % 3 == 2), path.Count(c => c == 'M'));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void A_confusion_matrix_of_any_size_stays_a_small_drawing(int classes)
    {
        var confusion = new ConfusionMatrix(classes);
        for (var i = 0; i < 10 * classes; i++) confusion.Add(i % classes, i % 7 == 0 ? (i * 31 + 1) % classes : i % classes);

        var chart = new ConfusionChart(confusion, [.. Enumerable.Range(0, classes).Select(i => $"class number {i}")], new Words("en")).Draw();

        AssertDrawable(chart);
        Assert.True(chart.ToString().Length < 100_000, $"{chart.ToString().Length} characters");
        Assert.InRange(chart.Elements("path").Count(), 1, 16);
    }

    [Fact]
    public void A_reliability_diagram_has_a_bar_for_each_bin_with_pictures()
    {
        var bins = new[] { new CalibrationBin(0, 0.5, 0, double.NaN, double.NaN), new CalibrationBin(0.5, 1, 8, 0.9, 0.75) };

        var chart = new ReliabilityChart("as trained", new CalibrationResult(1, 0.5, bins), new Words("en")).Draw();

        AssertDrawable(chart);
        Assert.Equal(["bar", "gap over", "counted"], chart.Descendants("rect").Select(bar => bar.Attribute("class")!.Value));
    }

    [Fact]
    public void Texts_hold_only_what_a_page_can_show()
    {
        const string Text = "<b> & \"é\" 日本 🐸 a\u0000b\u202ec\ud800d\uffffe", Shown = "<b> & \"é\" 日本 🐸 a\ufffdb\ufffdc\ufffdd\ufffde";

        var element = XElement.Parse(Tag.Of("p", Tag.Attribute("title", Text), Text).ToString());

        Assert.Equal((Shown, Shown), (element.Value, element.Attribute("title")!.Value));
    }

    static void AssertDrawable(XElement chart) =>
        Assert.DoesNotContain(chart.DescendantsAndSelf().Attributes(), attribute => attribute.Value.Contains("NaN") || attribute.Value.Contains('∞') || attribute.Value.Contains("E+"));
}
