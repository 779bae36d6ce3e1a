using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Cli.Quiz;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class QuizCommandTests(TrainedRun trained)
{
    public static TheoryData<string> Chapter => [.. Chapters.Names];

    [Theory]
    [MemberData(nameof(Chapter))]
    public void Right_answers_are_counted(string chapter)
    {
        var questions = Chapters.Of(chapter, new Words("en"));
        var answers = string.Join('\n', questions.Select(question => question.Right + 1));

        var output = CommandRun.Answered(answers, "quiz", "--chapter", chapter).Succeeded().Output;

        Assert.Contains($"{questions.Count} of {questions.Count} right", output, StringComparison.Ordinal);
        Assert.All(questions, question => Assert.Contains(question.Explanation, output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Chapter))]
    public void Both_languages_ask_the_same(string chapter)
    {
        var (english, japanese) = (Chapters.Of(chapter, new Words("en")), Chapters.Of(chapter, new Words("ja")));
        Assert.Equal(english.Select(question => (question.Choices.Count, question.Right)), japanese.Select(question => (question.Choices.Count, question.Right)));
        Assert.All(english, question => Assert.Equal(question.Choices.Count, question.Choices.Distinct().Count()));
        Assert.All(english.Zip(japanese), pair => Assert.NotEqual(pair.First.Text, pair.Second.Text));
    }

    [Fact]
    public void A_wrong_answer_is_explained_and_nonsense_is_asked_again()
    {
        var question = Chapters.Of("theory", new Words("en"))[0];
        var wrong = question.Right == 0 ? 2 : 1;

        var output = CommandRun.Answered($"nine\n0\n{wrong}\nq\n", "quiz", "--chapter", "theory").Succeeded().Output;

        Assert.Contains($"No: {question.Right + 1}. {question.Explanation} (0 of 1 right)", output, StringComparison.Ordinal);
        Assert.Equal(4, output.Split("q to end: ").Length - 1);
    }

    [Fact]
    public void An_explanation_breaks_between_words_where_the_terminal_is_narrow()
    {
        const int Columns = 60;
        var output = new StringWriter();
        var console = new CommandContext(output, TextWriter.Null).OutputConsole;
        console.Profile.Width = Columns;
        var question = Chapters.Of("theory", new Words("en"))[0];

        new QuizGame(console, new StringReader($"{question.Right + 1}"), new Words("en")).Play("theory", [question]);

        var lines = output.ToString().Split('\n').Where(line => !line.Contains("q to end", StringComparison.Ordinal)).Select(line => line.TrimEnd()).ToList();
        Assert.All(lines, line => Assert.True(line.Length <= Columns, line));
        Assert.Contains(question.Explanation, string.Join(' ', output.ToString().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_learners_own_run_is_asked_about()
    {
        var epochs = RunDirectory.ReadMetrics(trained.Folder);
        var best = epochs.MaxBy(epoch => epoch.ValidationAccuracy)!.Epoch;
        var questions = RunQuestions.Of(trained.Folder, new Words("en"));

        var output = CommandRun.Answered(string.Join('\n', questions.Select(question => question.Right + 1)), "quiz", "--chapter", "run", "--run", trained.Folder).Succeeded().Output;

        Assert.Contains($"in epoch {best}.", output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 right", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anyone_to_answer_it_ends() => Assert.Contains("0 of 0 right", CommandRun.Of("quiz", "--chapter", "theory").Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_is_not_there_is_named() => Assert.Contains("no-such-run", CommandRun.Of("quiz", "--chapter", "run", "--run", "no-such-run").Refused(ExitCode.Output), StringComparison.Ordinal);
}
