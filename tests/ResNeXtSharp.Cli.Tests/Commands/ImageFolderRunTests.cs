using System.Text.Json;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>From a folder of pictures to trained weights, their measure and predictions.</summary>
public sealed class ImageFolderRunTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_trained_on_a_folder_is_measured_and_used_without_further_options()
    {
        var pets = PetFolder.Write(_folder["pets"], perClass: 20);
        var training = Train(pets).Succeeded();
        var weights = Path.Combine(_folder["run"], "last.safetensors");

        Assert.Contains("on pets: 32 training and 8 test pictures", training.Output);
        var description = ModelWeights.Open(weights).Description;
        Assert.Equal((32, 37, "pets"), (description.ImageSize, description.ResizeSize, description.DataSet));
        Assert.Equal(["dark", "light"], description.ClassNames);

        using var measured = JsonDocument.Parse(CommandRun.Of("evaluate", weights, "--data", pets, "--json").Succeeded().Output);
        var last = ResNeXtSharp.Training.RunDirectory.ReadMetrics(_folder["run"])[^1];
        Assert.Equal(8, measured.RootElement.GetProperty("count").GetInt32());
        Assert.Equal(last.ValidationAccuracy, measured.RootElement.GetProperty("accuracy").GetDouble());

        var picture = Path.Combine(pets, "light", "3.png");
        using var predicted = JsonDocument.Parse(CommandRun.Of("predict", weights, picture, "--output", _folder["p.png"], "--json").Succeeded().Output);
        Assert.Contains(predicted.RootElement.GetProperty("predictions")[0].GetProperty("class").GetString(), description.ClassNames);
        Assert.Contains(pets, CommandRun.Of("predict", weights, "--data", pets, "--output", _folder["q.png"]).Succeeded().Output);
    }

    [Fact]
    public void Without_its_folder_the_weights_are_not_measured()
    {
        Train(PetFolder.Write(_folder["pets"], perClass: 5)).Succeeded();

        Assert.Contains(
            "a folder called pets: name it with --data", CommandRun.Of("evaluate", Path.Combine(_folder["run"], "last.safetensors")).Refused(ExitCode.Usage));
    }

    [Fact]
    public void Parts_of_a_folder_are_trained_and_tested_on()
    {
        PetFolder.Write(_folder["pets/train"], perClass: 8);
        PetFolder.Write(_folder["pets/val"], perClass: 3, seed: 1);

        Assert.Contains("on pets: 16 training and 6 test pictures", Train(_folder["pets"]).Succeeded().Output);
    }

    [Fact]
    public void Damaged_pictures_are_named_and_left_out_up_to_the_limit()
    {
        var pets = PetFolder.Write(_folder["pets"], perClass: 20);
        var damaged = Path.Combine(pets, "dark", "7.png");
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..200]);

        var run = Train(pets);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"left out: {damaged} cannot be read as a picture", run.Error);
        Directory.Delete(_folder["run"], recursive: true);
        Assert.Contains(damaged, Train(pets, "--max-damaged", "0").Refused(ExitCode.Data));
    }

    [Fact]
    public void The_size_of_other_data_sets_is_their_own() =>
        Assert.Contains("leave it out", CommandRun.Of("train", "--data", "shapes", "--image-size", "64").Refused(ExitCode.Usage));

    CommandRun Train(string data, params string[] more) => CommandRun.Of(
        ["train", "--data", data, "--image-size", "32", "--model", "resnet18", "--batch-size", "8", "--epochs", "1", "--output", _folder["run"], .. more]);
}
