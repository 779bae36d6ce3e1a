using System.Text.Json;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>Trainings that start from the weights of another.</summary>
public sealed class TransferTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_classifier_learns_on_a_frozen_backbone_of_which_no_bit_changes()
    {
        var pets = PetFolder.Write(_folder["pets"], perClass: 40);

        var run = Train(pets, "--freeze", "--learning-rate", "0.01", "--epochs", "3").Succeeded();

        Assert.Contains("resnet18 (11,177,538 parameters, 1,026 of them trained) on pets: 64 training and 16 test pictures", run.Output);
        var (before, after) = (State(trained.Weights), State(Path.Combine(_folder["run"], "last.safetensors")));
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before.Where(entry => !IsHead(entry.Key)), entry => Assert.Equal(entry.Value.ToArray(), after[entry.Key].ToArray()));
        Assert.Equal(new Shape(2, 512), after["fc.weight"].Shape);
        var epochs = RunDirectory.ReadMetrics(_folder["run"]);
        Assert.True(epochs[^1].TrainLoss < epochs[0].TrainLoss, $"{epochs[0].TrainLoss} -> {epochs[^1].TrainLoss}");
        // Light and dark pictures are told apart by any features.
        Assert.True(epochs[^1].ValidationAccuracy > 0.9, $"{epochs[^1].ValidationAccuracy}");
    }

    [Fact]
    public void The_pictures_are_prepared_as_for_the_weights_and_the_run_says_what_it_started_from()
    {
        Train(PetFolder.Write(_folder["pets"], perClass: 5), "--backbone-lr-scale", "0.1", "--stage-lr-decay", "0.5").Succeeded();

        var description = ModelWeights.Open(Path.Combine(_folder["run"], "last.safetensors")).Description;
        var pretrained = ModelWeights.Open(trained.Weights).Description;
        Assert.Equal((pretrained.Model, pretrained.ImageSize), (description.Model, description.ImageSize));
        Assert.Equal(pretrained.Mean, description.Mean);
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "config.json")));
        var transfer = config.RootElement.GetProperty("transfer");
        Assert.Equal(trained.Weights, transfer.GetProperty("weights").GetString());
        Assert.Equal((0.1, 0.5), (transfer.GetProperty("backbone_lr_scale").GetDouble(), transfer.GetProperty("stage_lr_decay").GetDouble()));
    }

    [Fact]
    public void Of_the_same_classes_the_classifier_is_kept()
    {
        CommandRun.Of(
            "train", "--data", "shapes", "--weights", trained.Weights, "--train-size", "32", "--test-size", "20", "--epochs", "1", "--learning-rate", "1e-30",
            "--output", _folder["run"]).Succeeded();

        Assert.Equal(State(trained.Weights)["fc.weight"].ToArray(), State(Path.Combine(_folder["run"], "last.safetensors"))["fc.weight"].ToArray());
    }

    [Theory]
    [InlineData("leave --freeze out", "--freeze")]
    [InlineData("leaves nothing to train", "--weights", "any", "--freeze", "--stage-lr-decay", "0.5")]
    public void Options_that_contradict_each_other_are_refused(string reason, params string[] options) =>
        Assert.Contains(reason, CommandRun.Of(["train", "--data", "shapes", .. options]).Refused(ExitCode.Usage));

    [Fact]
    public void Weights_of_another_model_are_refused_before_anything_is_written()
    {
        Assert.Contains(
            "holds a resnet18, not a resnet34",
            CommandRun.Of("train", "--data", "shapes", "--weights", trained.Weights, "--model", "resnet34", "--output", _folder["run"]).Refused(ExitCode.Usage));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    CommandRun Train(string data, params string[] more) => CommandRun.Of(
        ["train", "--data", data, "--weights", trained.Weights, "--batch-size", "8", "--output", _folder["run"], .. more.Contains("--epochs") ? more : [.. more, "--epochs", "1"]]);

    static IReadOnlyDictionary<string, Tensor> State(string weights) => ModelWeights.Open(weights).Model.StateDict();

    static bool IsHead(string key) => key.StartsWith("fc.", StringComparison.Ordinal);
}
