using System.Globalization;
using ResNeXtSharp.Cli.Writing;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Quiz;

/// <summary>Asks, listens, explains and keeps the score.</summary>
sealed class QuizGame(IAnsiConsole console, TextReader answers, Words words)
{
    /// <summary>Right answers so far.</summary>
    public int Right { get; private set; }

    /// <summary>Questions answered so far.</summary>
    public int Asked { get; private set; }

    /// <summary>Asks the questions of a chapter.</summary>
    /// <returns>Whether to go on: false when the answers have ended.</returns>
    public bool Play(string chapter, IEnumerable<Question> questions)
    {
        console.Write(new Text($"\n{Chapters.Title(chapter, words)}\n", new Style(decoration: Decoration.Bold)));
        return questions.All(Ask);
    }

    /// <summary>Says the score.</summary>
    public void Finish() => console.WriteLine($"\n{Score}");

    string Score => words[$"{Right} of {Asked} right", $"{Asked}問中{Right}問正解"];

    bool Ask(Question question)
    {
        console.WriteLine();
        console.WriteProse(question.Text);
        for (var i = 0; i < question.Choices.Count; i++) console.WriteProse($"  {i + 1}. {question.Choices[i]}");
        if (Listen(question.Choices.Count) is not { } choice) return false;
        Asked++;
        var isRight = choice == question.Right;
        if (isRight) Right++;
        var verdict = isRight ? words["Right.", "正解です。"] : words[$"No: {question.Right + 1}.", $"違います。正解は{question.Right + 1}です。"];
        console.WriteProse($"{verdict}{words[" ", ""]}{question.Explanation} ({Score})", verdict.Length, new Style(isRight ? Color.Green : Color.Red));
        return true;
    }

    /// <summary>The index of the answer, or null when there are no more answers or the learner has had enough.</summary>
    int? Listen(int count)
    {
        while (true)
        {
            console.Write(new Text(words[$"1 to {count}, q to end: ", $"1〜{count}、終わるなら q: "]));
            if (answers.ReadLine()?.Trim() is not { } line || line is "q" or "Q")
            {
                console.WriteLine();
                return null;
            }
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count) return number - 1;
        }
    }
}
