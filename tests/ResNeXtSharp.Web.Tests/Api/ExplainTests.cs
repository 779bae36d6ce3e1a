using ResNeXtSharp.Data;

namespace ResNeXtSharp.Web.Tests.Api;

public sealed class ExplainTests
{
    [Fact]
    public async Task A_picture_gets_the_heat_that_it_gets_without_a_server()
    {
        await using var app = await RunningApp.ServeAsync();
        var png = TestModel.Png(3, 64, 32);
        var target = Shapes.Names[1];
        var expected = TestModel.Classifier.Explain(TestModel.Classifier.Prepare(ImageFile.Decode(png, "picture"), "picture"), target);

        var answer = await RunningApp.JsonAsync(app.PostAsync($"/api/explain?class={target}", png));

        PredictTests.AssertIs(expected.Classification, answer["predictions"]![0]!, top: 5);
        var heat = answer["heat"]!;
        Assert.Equal(target, (string?)heat["class"]);
        Assert.Equal((Shapes.Side, Shapes.Side), ((int)heat["width"]!, (int)heat["height"]!));
        Assert.Equal(expected.Heat.Values.ToArray(), heat["values"]!.AsArray().Select(value => (float)value!));
        // Twice as wide as high: the middle half is seen.
        Assert.Equal((0.25, 0.0, 0.5, 1.0), ((double)heat["region"]!["x"]!, (double)heat["region"]!["y"]!, (double)heat["region"]!["width"]!, (double)heat["region"]!["height"]!));
    }

    [Fact]
    public async Task Explanations_and_predictions_do_not_disturb_each_other()
    {
        await using var app = await RunningApp.ServeAsync();
        var png = TestModel.Png(4);
        var expected = TestModel.Classifier.Classify(ImageFile.Decode(png, "picture"), "picture");

        var explanations = Enumerable.Range(0, 8).Select(_ => RunningApp.JsonAsync(app.PostAsync("/api/explain", png)));
        var answers = await Task.WhenAll(explanations.Concat(Enumerable.Range(0, 24).Select(_ => RunningApp.JsonAsync(app.PostAsync("/api/predict", png)))));

        Assert.All(answers, answer => PredictTests.AssertIs(expected, answer["predictions"]![0]!, top: 5));
    }

    [Fact]
    public async Task An_unknown_class_is_refused()
    {
        await using var app = await RunningApp.ServeAsync();

        Assert.Contains("no such class", await RunningApp.ProblemAsync(app.PostAsync("/api/explain?class=unicorn", TestModel.Png(1)), 400));
    }

    [Fact]
    public async Task Only_one_picture_is_explained_at_a_time()
    {
        await using var app = await RunningApp.ServeAsync();
        var two = RunningApp.Form(("a", TestModel.Png(1)), ("b", TestModel.Png(2)));

        await RunningApp.ProblemAsync(app.PostAsync("/api/explain", two), 400);
    }
}
