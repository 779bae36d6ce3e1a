using System.Text.Json;
using ResNeXtSharp.Data;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class PredictCommandTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_random_test_picture_is_told_with_its_true_class()
    {
        var run = CommandRun.Of("predict", trained.Weights, "--output", _folder["card.png"]).Succeeded();

        Assert.Matches(@"^test picture \d+ of Shapes: \w+, \d+\.\d %: (right|wrong, it is \w+)$", run.Lines[0]);
        Assert.True(ImageFile.Load(_folder["card.png"]).Width > 1000);
    }

    [Fact]
    public void The_seed_chooses_the_picture()
    {
        string Line(int seed) => CommandRun.Of("predict", trained.Weights, "--seed", $"{seed}", "--output", _folder["card.png"]).Lines[0];

        Assert.Equal(Line(3), Line(3));
        Assert.NotEqual(Line(3), Line(4));
    }

    [Fact]
    public void Several_pictures_make_a_grid()
    {
        var run = CommandRun.Of("predict", trained.Weights, "--count", "5", "--output", _folder["grid.png"]).Succeeded();

        Assert.Equal(6, run.Lines.Length);
        var grid = ImageFile.Load(_folder["grid.png"]);
        Assert.True(grid is { Width: > 900, Height: > 700 });
    }

    [Fact]
    public void A_picture_file_of_any_size_is_classified()
    {
        WritePicture(_folder["wide.png"], 90, 50);

        using var answer = JsonDocument.Parse(
            CommandRun.Of("predict", trained.Weights, _folder["wide.png"], "--top", "3", "--json", "--output", _folder["card.png"]).Succeeded().Output);

        var prediction = answer.RootElement.GetProperty("predictions")[0];
        Assert.Equal(_folder["wide.png"], prediction.GetProperty("picture").GetString());
        Assert.Equal(JsonValueKind.Null, prediction.GetProperty("true_class").ValueKind);
        var top = prediction.GetProperty("top").EnumerateArray().ToList();
        Assert.Equal(3, top.Count);
        Assert.Equal(prediction.GetProperty("class").GetString(), top[0].GetProperty("class").GetString());
        Assert.True(top[0].GetProperty("probability").GetDouble() >= top[1].GetProperty("probability").GetDouble());
        Assert.True(File.Exists(_folder["card.png"]));
    }

    [Theory]
    [InlineData("no picture at all", "neither PNG nor JPEG")]
    [InlineData("", "empty")]
    public void A_file_that_is_no_picture_is_refused(string content, string reason)
    {
        File.WriteAllText(_folder["letter.png"], content);

        var line = CommandRun.Of("predict", trained.Weights, _folder["letter.png"], "--output", _folder["card.png"]).Refused(ExitCode.Data);

        Assert.Contains("letter.png", line);
        Assert.Contains(reason, line);
        Assert.False(File.Exists(_folder["card.png"]));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_an_error_of_its_own() =>
        Assert.Contains("gone", CommandRun.Of("predict", trained.Weights, "--output", _folder[Path.Combine("gone", "card.png")]).Refused(ExitCode.Output));

    static void WritePicture(string path, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SteelBlue);
        using var stream = File.Create(path);
        bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
    }
}
