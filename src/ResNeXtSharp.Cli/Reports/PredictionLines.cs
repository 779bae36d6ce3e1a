using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>What a model takes pictures for, a line for each.</summary>
static class PredictionLines
{
    public static void Show(IAnsiConsole console, IEnumerable<ClassifiedPicture> classified, int top)
    {
        foreach (var each in classified)
        {
            console.Write(new Text($"{each.Origin}: "));
            console.Write(new Text($"{each.Verdict}\n", StyleOf(each)));
            if (top == 1) continue;
            foreach (var (name, probability) in each.Ranking.Take(top)) console.Write(new Text($"  {Percent.Format(probability),7}  {name}\n"));
        }
    }

    static Style StyleOf(ClassifiedPicture classified) => classified.IsRight switch
    {
        true => new Style(Color.Green),
        false => new Style(Color.Red),
        null => Style.Plain,
    };
}
