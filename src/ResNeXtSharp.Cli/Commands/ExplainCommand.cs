using System.CommandLine;
using ResNeXtSharp.Cli.Explanations;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext explain</c>: the ideas of ResNeXt, each computed on this machine.</summary>
sealed class ExplainCommand
{
    readonly CommandContext _context;
    readonly Option<string?> _svg = new("--svg") { Description = "Draw it too, into this SVG file", HelpName = "FILE" };
    readonly Option<string> _language = LanguageOption.Create("The language of text and drawing");

    ExplainCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var explain = new ExplainCommand(context);
        return new DocumentedCommand("explain", "Explain ResNeXt: grouped convolution, the bottleneck, cardinality, names, layers, the three forms of a block.")
        {
            Examples =
            [
                ("explain groups --in 8 --out 8 --groups 4", "which input channel reaches which output channel"),
                ("explain cardinality --lang ja --svg cardinality.svg", "more branches at the same cost, in Japanese and as a picture too"),
                ("explain block", "the three forms of a block side by side, compared and timed"),
            ],
            Subcommands = { explain.Groups(), explain.Bottleneck(), explain.Cardinality(), explain.Name(), explain.Layers(), explain.Block() },
        };
    }

    DocumentedCommand Groups()
    {
        var input = Number("--in", "Input channels", 8);
        var output = Number("--out", "Output channels", 8);
        var groups = Number("--groups", "Groups, which divide both", 4);
        var kernel = Number("--kernel", "Rows and columns of the kernel", 3);
        var side = Number("--size", "Rows and columns of the map", 14);
        return Topic(
            "groups",
            "Grouped convolution: which channels see each other, and what it saves.",
            [("explain groups", "8 channels in 4 groups"), ("explain groups --in 128 --out 128 --groups 32", "the 3x3 convolution of ResNeXt-50's first stage")],
            parsed => GroupsExplanation.Of(parsed.GetValue(input), parsed.GetValue(output), parsed.GetValue(groups), parsed.GetValue(kernel), parsed.GetValue(side) * parsed.GetValue(side)),
            [input, output, groups, kernel, side]);
    }

    DocumentedCommand Bottleneck()
    {
        var model = ModelOption.Create();
        var stage = Number("--stage", "The stage, from 1", 1);
        var size = Number("--size", "Rows and columns of the pictures", 224);
        return Topic(
            "bottleneck",
            "The walk of the channels through a block, and what each convolution costs.",
            [("explain bottleneck", "ResNeXt-50, first stage"), ("explain bottleneck --model resnet50 --stage 2", "the block that it came from")],
            parsed => new BottleneckExplanation(parsed.GetRequiredValue(model), parsed.GetValue(stage), parsed.GetValue(size)),
            [model, stage, size]);
    }

    DocumentedCommand Cardinality() => Topic(
        "cardinality",
        "Constant complexity: cardinality 1 to 32, with the widths that keep the cost (the paper's table 2).",
        [("explain cardinality", "the table"), ("explain cardinality --svg cardinality.svg", "and the picture")],
        _ => new CardinalityExplanation(),
        []);

    DocumentedCommand Name()
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name" };
        return Topic(
            "name",
            "What each part of a model's name means.",
            [("explain name resnext50_32x4d", "50 layers, 32 branches of 4 channels"), ("explain name seresnext101_32x8d", "and what more there can be")],
            parsed => new NameExplanation(parsed.GetRequiredValue(model)),
            [],
            model);
    }

    DocumentedCommand Layers()
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name" };
        var size = Number("--size", "Rows and columns of the pictures", 224);
        var classes = Number("--classes", "Classes that are told apart", 1000);
        return Topic(
            "layers",
            "The shapes of a picture on its way through a model.",
            [("explain layers resnext50_32x4d", "as on ImageNet"), ("explain layers resnext_tiny --size 32 --classes 10", "a small one for CIFAR-10")],
            parsed => new LayersExplanation(parsed.GetRequiredValue(model), parsed.GetValue(size), parsed.GetValue(classes)),
            [size, classes],
            model);
    }

    DocumentedCommand Block()
    {
        var model = ModelOption.Create();
        return Topic(
            "block",
            "The three forms of the paper's figure 3: their outputs and gradients compared, and the time of each.",
            [("explain block", "a block of ResNeXt-50"), ("explain block --model resnext26_8x16d", "fewer, wider branches")],
            parsed => new BlockExplanation(parsed.GetRequiredValue(model)),
            [model]);
    }

    DocumentedCommand Topic(string name, string description, IReadOnlyList<(string, string)> examples, Func<ParseResult, IExplanation> explain, IEnumerable<Option> options, Argument? argument = null)
    {
        var command = new DocumentedCommand(name, description) { Examples = examples };
        if (argument is not null) command.Arguments.Add(argument);
        foreach (var option in options.Concat([_svg, _language])) command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(Run(explain(parsed), parsed.GetValue(_svg), new Words(parsed.GetRequiredValue(_language)))));
        return command;
    }

    int Run(IExplanation explanation, string? svg, Words words)
    {
        explanation.Tell(_context.OutputConsole, words);
        if (svg is null) return ExitCode.Success;
        AtomicFile.WriteText(svg, Sketch.Document(explanation.Draw(words)));
        _context.OutputConsole.WriteLine(words[$"drawn: {svg}", $"描いた図: {svg}"]);
        return ExitCode.Success;
    }

    static Option<int> Number(string name, string description, int otherwise) =>
        new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise }.AtLeast(1);
}
