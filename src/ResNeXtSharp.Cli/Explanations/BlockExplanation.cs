using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using ResNeXtSharp.Models.Forms;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using Spectre.Console;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>The three forms of a block, Xie et al. 2017, figure 3: the same numbers, at very different speed.</summary>
sealed class BlockExplanation : IExplanation
{
    // As many, and as large, as show the difference within seconds on a slow machine.
    const int Pictures = 4;
    const int Side = 14;
    const int Repetitions = 5;

    readonly string _model;
    readonly Bottleneck _block;

    /// <param name="model">A model of bottlenecks; the last block of its first stage is taken.</param>
    /// <exception cref="UsageException">The model has other blocks.</exception>
    public BlockExplanation(string model)
    {
        _model = model;
        Bottleneck Block() => ModelCatalog.Create(model, classes: 10, seed: 1).Stages[0][^1] as Bottleneck
            ?? throw new UsageException($"The blocks of {model} are no bottlenecks: name a ResNeXt.");
        var grouped = Block();
        (_block, Cardinality) = (grouped, grouped.Conv2.Groups);
        Forms =
        [
            Measure("a", new SplitTransformMergeBlock(Block())),
            Measure("b", new EarlyConcatenationBlock(Block())),
            Measure("c", grouped),
        ];
    }

    /// <summary>A form: the convolutions it runs, its output, its gradients under the bottleneck's keys, and how long a pass forward and backward takes.</summary>
    public sealed record Form(string Letter, int Convolutions, float[] Output, IReadOnlyDictionary<string, float[]> Gradients, TimeSpan Time);

    public int Cardinality { get; }

    public IReadOnlyList<Form> Forms { get; }

    public string Title(Words words) => words[$"Three forms of a block of {_model}", $"{_model} のブロックの三つの形"];

    Form Grouped => Forms[^1];

    /// <summary>The largest difference of a form's outputs from form (c)'s, as a share of the largest output.</summary>
    public double OutputDifference(Form form) => Difference(form.Output, Grouped.Output);

    /// <summary>The same for the gradients of all parameters and of the input.</summary>
    public double GradientDifference(Form form) => form.Gradients.Max(gradient => Difference(gradient.Value, Grouped.Gradients[gradient.Key]));

    public void Tell(IAnsiConsole console, Words words)
    {
        console.WriteProse(words[
            $"A block of {_model} has {Cardinality} branches. The same values in the three forms of the paper's figure 3, {Pictures} maps of {Side}x{Side}:",
            $"{_model}のブロックには枝が{Cardinality}本あります。同じ値を論文の図3の三つの形で計算します({Side}x{Side}のマップ{Pictures}枚):"]);
        var table = new Table().Border(TableBorder.Rounded).AddColumn(words["form", "形"]);
        foreach (var title in (IEnumerable<string>)
        [
            words["convolutions", "畳み\n込み"], words["outputs\ndiffer by", "出力\nの差"], words["gradients\ndiffer by", "勾配\nの差"],
            words["forward and\nbackward", "順伝播と\n逆伝播"], words["times (c)", "(c)と\nの比"],
        ]) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var form in Forms)
        {
            var isGrouped = form == Grouped;
            table.AddRow(
                words[$"({form.Letter}) {Describe(form, words)}", $"({form.Letter}){Describe(form, words)}"], $"{form.Convolutions}",
                isGrouped ? "" : Small(OutputDifference(form)), isGrouped ? "" : Small(GradientDifference(form)),
                $"{form.Time.TotalMilliseconds.ToString("N2", CultureInfo.InvariantCulture)} ms", Ratio(form));
        }
        console.Write(table);
        console.WriteProse(words[
            "Differences are shares of the largest value: float32 rounds each sum, and the forms add in different orders.",
            "差は最大値に対する割合です。float32は和をとるたびに丸め、足す順序は形ごとに異なります。"]);
        console.WriteProse(words[
            "Form (c) is the one to use: one convolution does what a branch each does, and keeps the processor's vectors full.",
            "使うべきは(c)です。枝ごとの畳み込みを一つの畳み込みで済ませ、プロセッサのベクトルを使い切ります。"]);
    }

    public XElement Draw(Words words)
    {
        const double PanelWidth = 300, BarsTop = 340, Row = 44, Left = 320;
        var slowest = Forms.Max(form => form.Time);
        var (channels, width) = (_block.Conv1.InChannels, _block.Conv2.OutChannels / Cardinality);
        return Sketch.Picture(
            PanelWidth * Forms.Count + 40,
            BarsTop + Row * Forms.Count + 20,
            Title(words),
            Forms.Select((form, i) => BlockSketch.Panel(words, form.Letter, 20 + PanelWidth * i, PanelWidth, channels, width, Cardinality)),
            Sketch.Text(24, BarsTop - 16, words[$"one pass forward and backward, {Pictures} maps of {Side}x{Side}", $"順伝播と逆伝播1回の時間、{Side}x{Side}のマップ{Pictures}枚"], "faint"),
            Forms.Select((form, i) => Sketch.Text(24, BarsTop + Row * i + 20, $"({form.Letter}) {Describe(form, words)}")),
            Forms.Select((form, i) => Sketch.Box(Left, BarsTop + Row * i, Math.Max(2, 400 * (form.Time / slowest)), 28, Sketch.Hue(i))),
            Forms.Select((form, i) => Sketch.Text(Left + Math.Max(2, 400 * (form.Time / slowest)) + 10, BarsTop + Row * i + 20, $"{form.Time.TotalMilliseconds.ToString("N2", CultureInfo.InvariantCulture)} ms, {Ratio(form)}", "faint")));
    }

    static string Describe(Form form, Words words) => form.Letter switch
    {
        "a" => words["a branch each, added", "枝ごとに計算して足す"],
        "b" => words["branches laid side by side", "枝を横に並べる"],
        _ => words["grouped convolution", "グループ化畳み込み"],
    };

    string Ratio(Form form) => (form.Time / Grouped.Time).ToString("N1", CultureInfo.InvariantCulture) + "x";

    static string Small(double value) => value.ToString("0.0E0", CultureInfo.InvariantCulture);

    static double Difference(float[] left, float[] right)
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(right)), difference = 0;
        for (var i = 0; i < left.Length; i++) difference = Math.Max(difference, Math.Abs((double)left[i] - right[i]));
        return largest > 0 ? difference / largest : difference;
    }

    static Form Measure(string letter, Module block)
    {
        var convolutions = block.NamedModules().Select(named => named.Module).OfType<Conv2d>().ToList();
        Shape shape = [Pictures, convolutions[0].InChannels, Side, Side];
        var values = new float[shape.Count];
        new CounterRandom(2, RandomPurpose.Synthetic).FillUniform(values, -1, 1);
        var loss = new CrossEntropyLoss();
        Linear? head = null;
        var times = new TimeSpan[Repetitions];
        float[] output = [], inputGradient = [];
        for (var i = -1; i < Repetitions; i++) // once to warm up
        {
            foreach (var parameter in block.Parameters().Concat(head?.Parameters() ?? [])) parameter.ZeroGrad();
            var input = Tensor.FromArray(values, shape);
            input.RequiresGrad = true;
            var start = Stopwatch.GetTimestamp();
            var result = block.Forward(input);
            output = result.ToArray();
            head ??= new Linear(output.Length / Pictures, 10, seed: 3);
            loss.Forward(head.Forward(result.Flatten()), [.. Enumerable.Range(0, Pictures)]).Backward();
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(start);
            inputGradient = input.Grad.ToArray();
        }
        Array.Sort(times);
        float[] Gradient(Tensor tensor) => tensor.HasGrad ? tensor.Grad.ToArray() : new float[tensor.Shape.Count];
        var gradients = block is BranchedBlock branched ? branched.Joined(Gradient) : block.StateDict().ToDictionary(entry => entry.Key, entry => Gradient(entry.Value));
        return new Form(letter, convolutions.Count, output, new Dictionary<string, float[]>(gradients) { ["input"] = inputGradient }, times[Repetitions / 2]);
    }
}
