using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ResNeXtSharp.Web.Batching;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Web.Tests;

/// <summary>An application that somebody else wrote.</summary>
public sealed class OwnApplicationTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("resnext-web-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_lines_put_a_classifier_into_it()
    {
        var weights = Path.Combine(_folder, "best.safetensors");
        ModelWeights.Save(weights, TestModel.Classifier.Model, TestModel.Description);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        builder.Services.AddResNeXt(weights, options => options.MaxBatch = 4);
        var application = builder.Build();
        application.MapResNeXt("/vision");
        application.MapGet("/", () => "mine");

        await using var app = await RunningApp.StartAsync(application);
        Assert.Equal("mine", await app.Client.GetStringAsync(new Uri("/", UriKind.Relative)));
        var answer = await RunningApp.JsonAsync(app.PostAsync("/vision/predict", TestModel.Png(1)));
        var own = await application.Services.GetRequiredService<BatchedClassifier>().ClassifyAsync(TestModel.Noise(1), "noise");
        Assert.Equal(own.Class, (string?)answer["predictions"]![0]!["class"]);
        Assert.Equal("best.safetensors", (string?)(await RunningApp.JsonAsync(app.GetAsync("/vision/model")))["weights"]!["file"]);
        await RunningApp.ProblemAsync(app.PostAsync("/vision/predict", HostilePictures.Bomb()), 400);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/api/model")).StatusCode);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused_at_once() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddResNeXt(TestModel.Classifier, options => options.MaxBatch = 0));
}
