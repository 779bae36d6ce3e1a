using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Web.Tests.Api;

public sealed class PredictTests
{
    [Fact]
    public async Task A_picture_gets_the_bits_that_it_gets_without_a_server()
    {
        await using var app = await RunningApp.ServeAsync();
        var png = TestModel.Png(1);

        var answer = await RunningApp.JsonAsync(app.PostAsync("/api/predict?top=3", png));

        AssertIs(TestModel.Classifier.Classify(ImageFile.Decode(png, "picture"), "picture"), answer["predictions"]![0]!, top: 3);
        Assert.Equal(TestModel.Name, (string?)answer["model"]);
        Assert.InRange((double)answer["milliseconds"]!, 0, 60_000);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    [InlineData("application/octet-stream")]
    [InlineData("IMAGE/PNG; name=x")]
    public async Task What_a_picture_is_is_told_by_its_bytes(string type)
    {
        await using var app = await RunningApp.ServeAsync();

        var answer = await RunningApp.JsonAsync(app.PostAsync("/api/predict", TestModel.Png(2), type));

        Assert.Equal(Math.Min(5, Shapes.Names.Count), answer["predictions"]![0]!["top"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_form_of_pictures_is_answered_in_order_and_by_name()
    {
        await using var app = await RunningApp.ServeAsync();
        var files = Enumerable.Range(0, 32).Select(seed => ($"../{seed} a.png", TestModel.Png(seed))).ToArray();

        var answer = await RunningApp.JsonAsync(app.PostAsync("/api/predict", RunningApp.Form(files)));

        var predictions = answer["predictions"]!.AsArray();
        Assert.Equal(32, predictions.Count);
        Assert.Equal(files.Select(file => file.Item1), predictions.Select(prediction => (string?)prediction!["picture"]));
        for (var i = 0; i < files.Length; i++)
            AssertIs(TestModel.Classifier.Classify(ImageFile.Decode(files[i].Item2, "picture"), "picture"), predictions[i]!, top: 5);
    }

    [Fact]
    public async Task Requests_that_come_together_share_batches_and_get_the_same_bits()
    {
        await using var app = await RunningApp.ServeAsync(options => options.MaxBatch = 16);
        var pictures = Enumerable.Range(0, 48).Select(seed => TestModel.Png(seed)).ToArray();

        var answers = await Task.WhenAll(pictures.Select(png => RunningApp.JsonAsync(app.PostAsync("/api/predict", png))));

        for (var i = 0; i < pictures.Length; i++)
            AssertIs(TestModel.Classifier.Classify(ImageFile.Decode(pictures[i], "picture"), "picture"), answers[i]["predictions"]![0]!, top: 5);
        var metrics = await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("resnext_pictures", metrics, StringComparison.Ordinal);
        Assert.Contains("resnext_batch_size", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_hurts_nobody()
    {
        await using var app = await RunningApp.ServeAsync();
        for (var i = 0; i < 20; i++)
        {
            using var gone = new CancellationTokenSource();
            var answer = app.Client.PostAsync(new Uri("/api/predict", UriKind.Relative), RunningApp.Content(TestModel.Png(i, 400, 400), "image/png"), gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await RunningApp.JsonAsync(app.PostAsync("/api/predict", TestModel.Png(1)));
    }

    internal static void AssertIs(Classification expected, JsonNode answer, int top)
    {
        Assert.Equal(expected.Class, (string?)answer["class"]);
        AssertBits(expected.Probability, answer["probability"]!);
        var given = answer["top"]!.AsArray();
        Assert.Equal(Math.Min(top, expected.Ranking.Count), given.Count);
        foreach (var (score, node) in expected.Ranking.Zip(given))
        {
            Assert.Equal(score.Class, (string?)node!["class"]);
            AssertBits(score.Probability, node["probability"]!);
        }
    }

    // As text the numbers went over the wire, and as the floats they were they come back.
    static void AssertBits(float expected, JsonNode given) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(float.Parse(given.ToJsonString(), CultureInfo.InvariantCulture)));
}
