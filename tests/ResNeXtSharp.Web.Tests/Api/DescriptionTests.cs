using System.Net;
using System.Security.Cryptography;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Web.Tests.Api;

/// <summary>What the server says of itself.</summary>
public sealed class DescriptionTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("resnext-web-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_model_is_described()
    {
        var weights = Path.Combine(_folder, "model.safetensors");
        ModelWeights.Save(weights, TestModel.Classifier.Model, TestModel.Description);
        await using var app = await RunningApp.ServeAsync(options => options.Weights = weights);

        var model = await RunningApp.JsonAsync(app.GetAsync("/api/model"));

        var size = ModelSize.Of(ModelCatalog.Find(TestModel.Name)!, Shapes.Names.Count, Shapes.Side, Shapes.Side);
        Assert.Equal(TestModel.Name, (string?)model["model"]);
        Assert.Equal((size.Parameters, size.MultAdds), ((long)model["parameters"]!, (long)model["mult_adds"]!));
        Assert.Equal(Shapes.Names, model["class_names"]!.AsArray().Select(name => (string)name!));
        Assert.Equal([2, 2, 2], model["geometry"]!["depths"]!.AsArray().Select(depth => (int)depth!));
        Assert.Equal((8, "bottleneck", "cifar"), ((int)model["geometry"]!["cardinality"]!, (string)model["geometry"]!["block"]!, (string)model["geometry"]!["stem"]!));
        Assert.Equal((Shapes.Side, Shapes.Side), ((int)model["preprocessing"]!["resize"]!, (int)model["preprocessing"]!["crop"]!));
        Assert.Equal("model.safetensors", (string?)model["weights"]!["file"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights))), (string?)model["weights"]!["sha256"]);
        Assert.Equal(Shapes.Title, (string?)model["data_set"]);
        Assert.NotEmpty((string)model["simd"]!);
        Assert.NotEmpty((string)model["version"]!);
    }

    [Fact]
    public async Task The_endpoints_are_described()
    {
        await using var app = await RunningApp.ServeAsync();

        var document = await RunningApp.JsonAsync(app.GetAsync("/openapi/v1.json"));

        foreach (var path in (string[])["/api/explain", "/api/model", "/api/predict", "/api/samples", "/api/samples/{id}.png"]) Assert.NotNull(document["paths"]![path]);
        var predict = document["paths"]!["/api/predict"]!["post"]!;
        Assert.NotNull(predict["requestBody"]!["content"]!["multipart/form-data"]);
        Assert.NotNull(predict["responses"]!["503"]);
        Assert.NotNull(document["components"]!["schemas"]!["ModelAnswer"]!["properties"]!["mult_adds"]);
    }

    [Fact]
    public async Task The_server_is_alive_at_once_and_ready_after_an_inference()
    {
        await using var app = await RunningApp.ServeAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/health/live")).StatusCode);
        var answers = 0;
        while ((await app.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK) Assert.InRange(++answers, 0, 100_000);
    }

    [Fact]
    public async Task Samples_are_pictures_that_get_the_answer_they_are_shown_with()
    {
        await using var app = await RunningApp.ServeAsync(options => options.Samples = () => new Shapes(train: false));

        var samples = (await RunningApp.JsonAsync(app.GetAsync("/api/samples")))["samples"]!.AsArray();

        Assert.InRange(samples.Count, 4, 12);
        foreach (var sample in samples)
        {
            Assert.Equal((string?)sample!["true_class"] == (string?)sample["class"], (bool)sample["right"]!);
            var png = await app.Client.GetByteArrayAsync(new Uri((string)sample["picture"]!, UriKind.Relative));
            var again = await RunningApp.JsonAsync(app.PostAsync("/api/predict", png));
            Assert.Equal(sample["probability"]!.ToJsonString(), again["predictions"]![0]!["probability"]!.ToJsonString());
        }
        await RunningApp.ProblemAsync(app.GetAsync("/api/samples/99.png"), 404);
    }

    [Fact]
    public async Task That_there_are_no_samples_has_a_reason()
    {
        await using var app = await RunningApp.ServeAsync(options => options.Samples = () => throw new DatasetException("the pictures are elsewhere"));

        var answer = await RunningApp.JsonAsync(app.GetAsync("/api/samples"));

        Assert.Empty(answer["samples"]!.AsArray());
        Assert.Equal("the pictures are elsewhere", (string?)answer["reason"]);
    }
}
