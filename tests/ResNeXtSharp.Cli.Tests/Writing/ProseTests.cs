using ResNeXtSharp.Cli.Explanations;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.Tests.Writing;

public sealed class ProseTests
{
    [Fact]
    public void English_breaks_between_words() =>
        Assert.Equal(["one two", "three", "four"], Prose.Lines("one two three four", 9));

    [Fact]
    public void Japanese_breaks_between_letters_and_counts_two_columns_for_each() =>
        Assert.Equal(["枝を増", "やす"], Prose.Lines("枝を増やす", 7));

    [Fact]
    public void A_full_stop_does_not_begin_a_line() =>
        Assert.Equal(["ReLUをかけま", "す。"], Prose.Lines("ReLUをかけます。", 14));

    [Fact]
    public void A_bracket_does_not_end_a_line() =>
        Assert.Equal(["枝の数", "(C)を"], Prose.Lines("枝の数(C)を", 7));

    [Fact]
    public void A_word_and_a_number_stay_whole_among_Japanese() =>
        Assert.Equal(["カーディナリティ", "cardinalityを", "589,824まで"], Prose.Lines("カーディナリティcardinalityを589,824まで", 16));

    [Fact]
    public void A_word_that_is_too_wide_stays_whole() =>
        Assert.Equal(["a", "resnext50_32x4d", "b"], Prose.Lines("a resnext50_32x4d b", 5));

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void An_explanation_loses_nothing_and_stays_within_the_terminal(string language)
    {
        const int Columns = 60;
        var (narrow, wide) = (Told(language, Columns), Told(language, 1000));
        Assert.All(narrow.Split('\n').Where(line => !line.Contains('│') && !line.Contains('─')), line => Assert.True(Prose.Columns(line) <= Columns, line));
        Assert.All(narrow.Split('\n'), line => Assert.False(line.StartsWith('。') || line.StartsWith('、'), line));
        Assert.Equal(Letters(Sentences(wide)), Letters(Sentences(narrow)));

        static string Sentences(string text) => string.Concat(text.Split('\n').Where(line => !line.Contains('│') && !line.Contains('─')));
        static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }

    static string Told(string language, int columns)
    {
        var output = new StringWriter();
        var console = new CommandContext(output, TextWriter.Null).OutputConsole;
        console.Profile.Width = columns;
        new CardinalityExplanation().Tell(console, new Words(language));
        return output.ToString().ReplaceLineEndings("\n");
    }
}
