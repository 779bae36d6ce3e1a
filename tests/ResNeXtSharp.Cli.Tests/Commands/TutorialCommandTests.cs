namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class TutorialCommandTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_six_steps_are_told_and_their_files_written()
    {
        var run = CommandRun.Of("tutorial", "--train-size", "32", "--test-size", "20", "--epochs", "1", "--output", _folder["run"]).Succeeded();

        for (var step = 1; step <= 6; step++) Assert.Contains(run.Lines, line => line.StartsWith($"{step}. ", StringComparison.Ordinal));
        Assert.Contains("in_features=2048, out_features=10", run.Output);
        Assert.Contains("groups=32", run.Output);
        Assert.Contains("4,608 instead of 147,456", run.Output);
        Assert.Matches("true class \\w+: (right|wrong)", run.Output);
        foreach (var file in (string[])["structure.txt", "samples.png", "curves.png", "curves.svg", "prediction.png", "predictions.png", "best.safetensors"])
            Assert.True(File.Exists(Path.Combine(_folder["run"], file)), file);
        Assert.StartsWith("ResNet(\n  (conv1)", File.ReadAllText(Path.Combine(_folder["run"], "structure.txt")), StringComparison.Ordinal);
    }
}
