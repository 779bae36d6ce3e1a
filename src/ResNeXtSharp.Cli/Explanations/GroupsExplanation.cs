using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>Which input channel reaches which output channel in a grouped convolution, and what is saved.</summary>
sealed class GroupsExplanation(int inChannels, int outChannels, int groups, int kernel, int pixels) : IExplanation
{
    readonly ConvolutionCost _grouped = new(inChannels, outChannels, kernel, groups);
    readonly ConvolutionCost _ordinary = new(inChannels, outChannels, kernel);

    // Larger tables fill a screen and show nothing more.
    const int MostChannelsDrawn = 64;

    /// <exception cref="UsageException">The groups do not divide the channels.</exception>
    public static GroupsExplanation Of(int inChannels, int outChannels, int groups, int kernel, int pixels) => inChannels % groups == 0 && outChannels % groups == 0
        ? new GroupsExplanation(inChannels, outChannels, groups, kernel, pixels)
        : throw new UsageException($"{groups} groups must divide both {inChannels} channels in and {outChannels} out: give --groups that does.");

    public string Title(Words words) => words[
        $"{inChannels} channels in, {outChannels} out, {groups} group{(groups == 1 ? "" : "s")}",
        $"入力{inChannels}チャネル、出力{outChannels}チャネル、{groups}グループ"];

    bool IsDrawn => inChannels <= MostChannelsDrawn && outChannels <= MostChannelsDrawn;

    /// <summary>Whether an output channel is computed from an input channel.</summary>
    public bool Reaches(int input, int output) => GroupOfInput(input) == GroupOfOutput(output);

    int GroupOfInput(int channel) => channel / (inChannels / groups);

    int GroupOfOutput(int channel) => channel / (outChannels / groups);

    public void Tell(IAnsiConsole console, Words words)
    {
        console.WriteProse(words[$"A {kernel}x{kernel} convolution, {Title(words)}.", $"{kernel}x{kernel}畳み込み、{Title(words)}。"]);
        console.WriteProse(words[
            $"Each output channel is computed from the {inChannels / groups} input channels of its own group; the other {inChannels - inChannels / groups} do not reach it.",
            $"各出力チャネルは、自分のグループの入力{inChannels / groups}チャネルから計算されます。残りの{inChannels - inChannels / groups}チャネルは届きません。"]);
        if (IsDrawn)
        {
            console.WriteLine();
            console.WriteLine(words[$"{"",8}input 1 to {inChannels}", $"{"",8}入力 1〜{inChannels}"]);
            var label = words["output", "  出力"]; // six columns: a Japanese character takes two
            for (var output = 0; output < outChannels; output++)
                console.WriteLine($"{(output == 0 ? label : "      ")}{output + 1,4} {string.Concat(Enumerable.Range(0, inChannels).Select(input => Reaches(input, output) ? " #" : " ."))}");
        }
        console.WriteLine();
        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var title in (IEnumerable<string>)[words["weights", "重み"], words[$"mult-adds, {Words.Count(pixels)} pixels", $"積和演算、{Words.Count(pixels)}ピクセル"]]) table.AddColumn(new TableColumn(title).RightAligned());
        table.AddRow(words["one group", "1グループ"], Words.Count(_ordinary.Parameters), Words.Count(_ordinary.MultAdds(pixels)));
        table.AddRow(words[$"{groups} groups", $"{groups}グループ"], Words.Count(_grouped.Parameters), Words.Count(_grouped.MultAdds(pixels)));
        console.Write(table);
        console.WriteProse(words[
            $"weights = {kernel} x {kernel} x {inChannels}/{groups} x {outChannels} = {Words.Count(_grouped.Parameters)}: 1/{groups} of the ordinary convolution's.",
            $"重み = {kernel} x {kernel} x {inChannels}/{groups} x {outChannels} = {Words.Count(_grouped.Parameters)} 個。通常の畳み込みの 1/{groups} です。"]);
    }

    public XElement Draw(Words words)
    {
        if (!IsDrawn) throw new UsageException($"More than {MostChannelsDrawn} channels cannot be drawn: give fewer with --in and --out.");
        const double Top = 90, Left = 60, Right = 580, Pitch = 26;
        var height = Top + Pitch * Math.Max(inChannels, outChannels) + 40;
        double Y(int channel, int count) => Top + Pitch * (channel + (Math.Max(inChannels, outChannels) - count) / 2.0);
        var lines = from input in Enumerable.Range(0, inChannels)
                    from output in Enumerable.Range(0, outChannels)
                    where Reaches(input, output)
                    select Sketch.Line(Left, Y(input, inChannels), Right, Y(output, outChannels), Sketch.Hue(GroupOfInput(input)), 1.4);
        return Sketch.Picture(
            640,
            height,
            words[$"Grouped convolution: {Title(words)}", $"グループ化畳み込み: {Title(words)}"],
            Sketch.Text(24, 58, words[$"{Words.Count(_grouped.Parameters)} weights; an ordinary one has {Words.Count(_ordinary.Parameters)}", $"重み {Words.Count(_grouped.Parameters)} 個。通常の畳み込みは {Words.Count(_ordinary.Parameters)} 個"], "faint"),
            lines,
            Enumerable.Range(0, inChannels).Select(channel => Sketch.Circle(Left, Y(channel, inChannels), 8, Sketch.Hue(GroupOfInput(channel)))),
            Enumerable.Range(0, outChannels).Select(channel => Sketch.Circle(Right, Y(channel, outChannels), 8, Sketch.Hue(GroupOfOutput(channel)))),
            Sketch.Text(Left, height - 12, words["input", "入力"], "faint", "middle"),
            Sketch.Text(Right, height - 12, words["output", "出力"], "faint", "middle"));
    }
}
