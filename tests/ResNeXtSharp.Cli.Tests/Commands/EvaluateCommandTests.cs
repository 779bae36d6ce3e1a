using System.Text.Json;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class EvaluateCommandTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_weights_do_as_well_as_the_last_epoch_did()
    {
        using var result = JsonDocument.Parse(
            CommandRun.Of("evaluate", trained.Weights, "--test-size", $"{TrainedRun.TestSize}", "--batch-size", "7", "--json").Succeeded().Output);

        var last = RunDirectory.ReadMetrics(trained.Folder)[^1];
        Assert.Equal(last.ValidationAccuracy, result.RootElement.GetProperty("accuracy").GetDouble());
        Assert.Equal(last.ValidationLoss, result.RootElement.GetProperty("loss").GetDouble(), 1e-4);
        Assert.Equal(TrainedRun.TestSize, result.RootElement.GetProperty("count").GetInt32());
        Assert.Equal(10, result.RootElement.GetProperty("classes").GetArrayLength());
    }

    [Fact]
    public void The_table_has_a_row_for_each_class()
    {
        var run = CommandRun.Of("evaluate", trained.Weights, "--limit", $"{TrainedRun.TestSize}").Succeeded();

        Assert.StartsWith("resnet18 on 40 test pictures of Shapes: loss ", run.Output, StringComparison.Ordinal);
        foreach (var name in ResNeXtSharp.Data.Shapes.Names) Assert.Contains(run.Lines, line => line.Contains($" {name} "));
    }

    [Fact]
    public void Weights_of_another_model_are_refused() =>
        Assert.Contains("another model", CommandRun.Of("evaluate", trained.Weights, "--model", "resnet34", "--limit", "10").Refused(ExitCode.Weights));

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(_folder["none.safetensors"], CommandRun.Of("evaluate", _folder["none.safetensors"]).Refused(ExitCode.Weights));

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using (var whole = File.OpenRead(trained.Weights))
        using (var half = File.Create(_folder["half.safetensors"]))
        {
            var bytes = new byte[whole.Length / 2];
            whole.ReadExactly(bytes);
            half.Write(bytes);
        }

        Assert.Contains("half.safetensors", CommandRun.Of("evaluate", _folder["half.safetensors"]).Refused(ExitCode.Weights));
    }

    [Fact]
    public void Pictures_of_other_classes_are_refused()
    {
        var data = Directory.CreateDirectory(_folder["cifar-10-batches-bin"]).FullName;
        File.WriteAllBytes(Path.Combine(data, "test_batch.bin"), new byte[30_730_000]);

        Assert.Contains("trained on Shapes", CommandRun.Of("evaluate", trained.Weights, "--data", data).Refused(ExitCode.Usage));
    }
}
