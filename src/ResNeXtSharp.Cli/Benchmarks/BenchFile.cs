using System.Text;
using System.Text.Json;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>Keeps results in a folder per processor, as JSON and as a page.</summary>
static class BenchFile
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes <c>FOLDER/processor/model-size-batch.json</c> and <c>.md</c>.</summary>
    /// <returns>The path without its ending.</returns>
    public static string Save(BenchResult result, string folder)
    {
        var place = Path.Combine(folder, Slug(Machine.Processor));
        Directory.CreateDirectory(place);
        var path = Path.Combine(place, $"{result.Model}-{result.Input[2]}x{result.Input[3]}-batch{result.Input[0]}");
        AtomicFile.WriteText($"{path}.json", BenchJson.Of(result).ToJsonString(Indented) + "\n");
        AtomicFile.WriteText($"{path}.md", Page(result));
        return path;
    }

    /// <summary>A processor's name as a folder's name.</summary>
    internal static string Slug(string processor)
    {
        var text = new StringBuilder();
        foreach (var letter in processor)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter == '.') text.Append(letter);
            else if (text.Length > 0 && text[^1] != '-') text.Append('-');
        }
        return text.ToString().Trim('-', '.') is { Length: > 0 } name ? name : "processor";
    }

    static string Page(BenchResult result)
    {
        using var text = new StringWriter();
        var context = new CommandContext(text, TextWriter.Null);
        text.Write($"{result.Title}; {Machine.Processor}\n\n");
        new BenchTables(result, TableBorder.Markdown).Write(context.OutputConsole);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
