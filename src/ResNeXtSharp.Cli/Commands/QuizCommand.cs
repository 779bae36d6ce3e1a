using System.CommandLine;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Quiz;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext quiz</c>: multiple choice, chapter by chapter, and about the learner's own last run.</summary>
sealed class QuizCommand
{
    const string OwnRun = "run";
    const string RunsFolder = "runs";

    readonly CommandContext _context;
    readonly Option<string?> _chapter = new("--chapter") { Description = "One chapter alone", HelpName = string.Join('|', Chapters.Names.Append(OwnRun)) };
    readonly Option<string?> _run = new("--run") { Description = "The run folder to be asked about [default: the newest in runs]", HelpName = "DIR" };
    readonly Option<string> _language = LanguageOption.Create("The language of the questions");

    QuizCommand(CommandContext context)
    {
        _context = context;
        _chapter.AcceptOnlyFromAmong([.. Chapters.Names, OwnRun]);
    }

    public static Command Create(CommandContext context)
    {
        var quiz = new QuizCommand(context);
        var command = new DocumentedCommand("quiz", "Test what you know about ResNeXt: questions, explanations, a score.")
        {
            Examples =
            [
                ("quiz", "introduction, theory, implementation, and your last run"),
                ("quiz --chapter theory --lang ja", "one chapter, in Japanese"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[quiz._chapter, quiz._run, quiz._language]) command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(quiz.Run(parsed)));
        return command;
    }

    int Run(ParseResult parsed)
    {
        var words = new Words(parsed.GetRequiredValue(_language));
        var game = new QuizGame(_context.OutputConsole, _context.Input, words);
        var chosen = parsed.GetValue(_chapter);
        var goesOn = Chapters.Names.Where(chapter => chosen is null || chosen == chapter).All(chapter => game.Play(chapter, Chapters.Of(chapter, words)));
        if (goesOn && chosen is null or OwnRun) AskAboutRun(game, words, parsed.GetValue(_run), isAskedFor: chosen == OwnRun);
        game.Finish();
        return ExitCode.Success;
    }

    static void AskAboutRun(QuizGame game, Words words, string? named, bool isAskedFor)
    {
        var run = named ?? RunQuestions.Newest(RunsFolder);
        if (run is null && isAskedFor) throw new UsageException($"There is no run in {RunsFolder} to ask about: train one, or name its folder with --run.");
        if (run is not null && RunQuestions.Of(run, words) is { Count: > 0 } questions) game.Play(OwnRun, questions);
    }
}
