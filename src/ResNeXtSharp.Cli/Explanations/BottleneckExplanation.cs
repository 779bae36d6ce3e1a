using System.Globalization;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>The walk of the channels through a block of a model, and why it is narrow in the middle.</summary>
sealed class BottleneckExplanation : IExplanation
{
    readonly string _model;
    readonly int _stage;
    readonly ConvolutionCost[] _steps;
    readonly int _pixels;

    /// <param name="model">The model's name.</param>
    /// <param name="stage">The stage, from 1. Its last block is taken, which adds its input as it is.</param>
    /// <param name="imageSize">Rows and columns of the model's pictures.</param>
    /// <exception cref="UsageException">The model has no such stage, or other blocks.</exception>
    public BottleneckExplanation(string model, int stage, int imageSize)
    {
        var network = ModelCatalog.Create(model, seed: null);
        if (stage > network.Stages.Count) throw new UsageException($"{model} has {network.Stages.Count} stages: --stage {stage} is not there.");
        if (network.Stages[stage - 1][^1] is not Bottleneck block) throw new UsageException($"The blocks of {model} are no bottlenecks: name a ResNeXt, or a ResNet of 50 layers or more.");
        (_model, _stage) = (model, stage);
        _steps = [.. new[] { block.Conv1, block.Conv2, block.Conv3 }.Select(each => new ConvolutionCost(each.InChannels, each.OutChannels, each.KernelSize, each.Groups))];
        var map = Summary.Of(network, [1, 3, imageSize, imageSize], new SummaryOptions { Depth = 1 }).Rows.Where(row => row.Kind == nameof(Sequential)).ElementAt(stage - 1).OutputShape;
        Side = map[2];
        _pixels = map[2] * map[3];
    }

    /// <summary>Rows of the block's map.</summary>
    public int Side { get; }

    public string Title(Words words) => words[$"A block of {_model}, stage {_stage}", $"{_model}、ステージ{_stage}のブロック"];

    public IReadOnlyList<int> Channels => [_steps[0].InChannels, .. _steps.Select(step => step.OutChannels)];

    // The same 3x3 convolution without the walk down and up.
    ConvolutionCost Plain => new(_steps[0].InChannels, _steps[0].InChannels, 3);

    public void Tell(IAnsiConsole console, Words words)
    {
        console.WriteProse(words[$"{Title(words)}: {string.Join(" -> ", Channels)} channels", $"{Title(words)}: {string.Join(" -> ", Channels)} チャネル"]);
        var table = new Table().Border(TableBorder.Rounded).AddColumn(words["convolution", "畳み込み"]);
        foreach (var title in (IEnumerable<string>)
        [
            words["in", "入力"], words["out", "出力"], words["groups", "グループ"], words["weights", "重み"], words[$"mult-adds, {Side}x{Side}", $"積和演算、{Side}x{Side}"],
        ]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var (step, meaning) in _steps.Zip([words["reduces", "減らす"], words["transforms", "変換する"], words["restores", "元に戻す"]]))
            table.AddRow(words[$"{step.Kernel}x{step.Kernel}, {meaning}", $"{step.Kernel}x{step.Kernel}、{meaning}"], Number(step.InChannels), Number(step.OutChannels), Number(step.Groups), Words.Count(step.Parameters), Words.Millions(step.MultAdds(_pixels)));
        table.AddRow(words["together", "合計"], "", "", "", Words.Count(_steps.Sum(step => step.Parameters)), Words.Millions(_steps.Sum(step => step.MultAdds(_pixels))));
        console.Write(table);
        var times = Words.Number((double)Plain.Parameters / _steps.Sum(step => step.Parameters), "F1");
        console.WriteProse(words[
            $"One ordinary 3x3 convolution of {Plain.InChannels} channels would need {Words.Count(Plain.Parameters)} weights, {times} times as many.",
            $"{Plain.InChannels}チャネルの通常の3x3畳み込み一つなら、重みは{Words.Count(Plain.Parameters)}個で、{times}倍必要です。"]);
        console.WriteProse(words[
            "Behind each convolution stands a batch normalisation; the input is added to the output, and the sum rectified.",
            "各畳み込みの後にバッチ正規化があります。出力に入力を足し、その和にReLUをかけます。"]);
    }

    public XElement Draw(Words words)
    {
        const double Top = 90, Left = 40, Gap = 150, Tallest = 220, Width = 60;
        var most = (double)Channels.Max();
        double Height(int channels) => Tallest * channels / most;
        double Y(int channels) => Top + (Tallest - Height(channels)) / 2;
        return Sketch.Picture(
            Left + Gap * 3 + Width + 40,
            Top + Tallest + 70,
            Title(words),
            Channels.Select((channels, i) => Sketch.Box(Left + Gap * i, Y(channels), Width, Height(channels), Sketch.Hue(i is 0 or 3 ? 0 : 1))),
            Channels.Select((channels, i) => Sketch.Text(Left + Gap * i + Width / 2, Top + Tallest + 26, Number(channels), anchor: "middle")),
            _steps.Select((step, i) => Sketch.Text(Left + Gap * i + (Gap + Width) / 2, Top + Tallest / 2 - 8, $"{step.Kernel}x{step.Kernel}", anchor: "middle")),
            _steps.Select((step, i) => Sketch.Line(Left + Gap * i + Width + 8, Top + Tallest / 2, Left + Gap * (i + 1) - 8, Top + Tallest / 2, "#9ca3af", 2)),
            _steps.Select((step, i) => step.Groups == 1 ? null : Sketch.Text(Left + Gap * i + (Gap + Width) / 2, Top + Tallest / 2 + 18, words[$"{step.Groups} groups", $"{step.Groups}グループ"], "faint", "middle")),
            _steps.Select((step, i) => Sketch.Text(Left + Gap * i + (Gap + Width) / 2, Top + Tallest + 50, words[$"{Words.Count(step.Parameters)} weights", $"重み {Words.Count(step.Parameters)} 個"], "faint", "middle")));
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
