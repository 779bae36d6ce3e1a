namespace ResNeXtSharp.Cli.Tests;

public sealed class ResnextCommandTests
{
    [Theory]
    [InlineData("tutorial")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("summary")]
    [InlineData("download")]
    [InlineData("export")]
    [InlineData("models")]
    [InlineData("explain")]
    [InlineData("quiz")]
    [InlineData("data")]
    [InlineData("info")]
    [InlineData("bench")]
    public void Every_command_shows_examples_of_itself(string command)
    {
        var help = CommandRun.Of(command, "--help").Succeeded().Output;

        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.InRange(examples.Split($"resnext {command}").Length - 1, 2, 4);
    }

    [Fact]
    public void Help_without_a_command_lists_commands_examples_and_exit_codes()
    {
        var help = CommandRun.Of("--help").Succeeded().Output;

        Assert.Contains("Commands:", help);
        Assert.Contains("resnext tutorial", help);
        foreach (var (code, meaning) in ExitCode.All) Assert.Matches($@"(?m)^  {code}\s+{System.Text.RegularExpressions.Regex.Escape(meaning)}", help);
    }

    [Fact]
    public void No_argument_at_all_shows_help() => Assert.Equal(CommandRun.Of("--help").Output, CommandRun.Of().Succeeded().Output);

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", CommandRun.Of("--version").Succeeded().Output);

    [Theory]
    [InlineData("evaluate", "evalaute")]
    [InlineData("--epochs", "train", "--epocs", "3")]
    [InlineData("--learning-rate", "train", "--learnin-rate", "3")]
    [InlineData("--top", "predict", "--tpo", "3", "cat.png")]
    [InlineData("--top", "predict", "cat.png", "--tpo", "3")]
    [InlineData("--section", "convert", "--secton", "a.pth", "b.pth")]
    [InlineData("--offline", "data", "check", "pets", "--ofline")]
    public void A_mistyped_word_is_answered_with_what_was_meant(string meant, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);

        Assert.Contains($"did you mean {meant}?", run.Refused(ExitCode.Usage));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Behind_two_hyphens_a_word_is_a_file_whatever_it_begins_with()
    {
        Assert.Contains("--tpo", CommandRun.Of("which", "--", "--tpo").Refused(ExitCode.Weights));
    }

    [Theory]
    [InlineData("--batch-size must be at least 1, not 0.", "train", "--batch-size", "0")]
    [InlineData("--epochs must be at least 1, not -2.", "train", "--epochs", "-2")]
    [InlineData("--learning-rate must be a positive number, not 0.", "train", "--learning-rate", "0")]
    [InlineData("--learning-rate must be a positive number, not NaN.", "train", "--learning-rate", "NaN")]
    [InlineData("--threads must be at least 1, not 0.", "train", "--threads", "0")]
    [InlineData("--threads must be at most 1024, not 4000.", "train", "--threads", "4000")]
    [InlineData("Cannot parse argument 'many' for option '--epochs' as a whole number.", "train", "--epochs", "many")]
    [InlineData("'lion' not recognized", "train", "--optimizer", "lion")]
    [InlineData("--momentum belongs to sgd and muon", "train", "--momentum", "0.5", "--data", "shapes")]
    [InlineData("--nesterov belongs to sgd", "train", "--optimizer", "muon", "--nesterov", "--data", "shapes")]
    [InlineData("between 0 and 1, and is 1", "train", "--optimizer", "muon", "--momentum", "1", "--data", "shapes")]
    [InlineData("--nesterov needs a momentum", "train", "--optimizer", "sgd", "--momentum", "0", "--nesterov", "--data", "shapes")]
    [InlineData("Required argument 'WEIGHTS' missing", "predict")]
    [InlineData("--data is empty", "train", "--data", "")]
    public void A_wrong_value_is_one_line(string message, params string[] arguments) => Assert.Contains(message, CommandRun.Of(arguments).Refused(ExitCode.Usage));

    [Fact]
    public void An_unknown_model_is_answered_with_the_list()
    {
        var line = CommandRun.Of("train", "--model", "resnext51").Refused(ExitCode.Usage);

        Assert.Contains("\"resnext51\"", line);
        foreach (var name in Models.ModelCatalog.Names) Assert.Contains(name, line);
    }
}
