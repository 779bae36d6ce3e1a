using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext download</c>: published weights, with class names and preprocessing, as a file for the other commands.</summary>
sealed class DownloadCommand
{
    readonly CommandContext _context;
    readonly Argument<string?> _name = new("NAME") { Description = "The weights, or a model for its best; without it, the list", Arity = ArgumentArity.ZeroOrOne, HelpName = "NAME" };
    readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write [default: <NAME>.safetensors]", HelpName = "FILE" };
    readonly Option<string?> _folder = new("--cache") { Description = "Where the published file is kept [default: $RESNEXT_HOME/weights, or the platform's folder for caches]", HelpName = "DIR" };
    readonly Option<bool> _offline = new("--offline") { Description = "Never download; say how to get the file by hand" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    DownloadCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var download = new DownloadCommand(context);
        download._name.CompletionSources.Add([.. PublishedWeights.All.Select(weights => weights.Name)]);
        var command = new DocumentedCommand("download", "Get published weights, once, with their classes and preprocessing.")
        {
            Examples =
            [
                ("download", "which weights there are"),
                ("download resnext50_32x4d", "ResNeXt-50 as torchvision trained it, into resnext50_32x4d.imagenet1k_v2.safetensors, for predict and export"),
                ("download resnext101_64x4d -o best.safetensors --json", "another model into another file, for a script"),
            ],
        };
        command.Arguments.Add(download._name);
        foreach (var option in (IEnumerable<Option>)[download._output, download._folder, download._offline, download._json]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(download.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        if (parsed.GetValue(_name) is not { } name) return List(json);
        var weights = PublishedWeights.Find(name)
            ?? throw new UsageException($"There are no published weights \"{name}\"; there are {string.Join(", ", PublishedWeights.All.Select(each => each.Name))}.");
        var output = parsed.GetValue(_output) ?? $"{weights.Name}.safetensors";
        var report = new DownloadReport(_context.PrettyConsole(json), weights.Name);
        var file = weights.Download(parsed.GetValue(_folder), !parsed.GetValue(_offline), report, cancellation);
        var model = ModelCatalog.Create(weights.Description.Model, weights.Description.ClassNames.Count, seed: null);
        ModelWeights.Load(file, model);
        ModelWeights.Save(output, model, weights.Description);
        if (json)
        {
            _context.Output.WriteLine(new JsonObject { ["name"] = weights.Name, ["file"] = file, ["output"] = output }.ToJsonString());
            return ExitCode.Success;
        }
        _context.OutputConsole.WriteLine($"{weights.Name}: published file {file}");
        _context.OutputConsole.WriteLine($"with classes and preprocessing: {output}");
        return ExitCode.Success;
    }

    int List(bool json)
    {
        if (json)
        {
            _context.Output.WriteLine(new JsonObject { ["weights"] = new JsonArray([.. PublishedWeights.All.Select(ToJson)]) }.ToJsonString());
            return ExitCode.Success;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumn("weights");
        foreach (var title in (IEnumerable<string>)["top-1 %", "top-5 %", "pictures", "MB"]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var weights in PublishedWeights.All)
            table.AddRow(weights.Name, Number(weights.Top1), Number(weights.Top5), $"{weights.Description.ResizeSize}, cut to {weights.Description.ImageSize}", Number(weights.Size / 1e6));
        _context.OutputConsole.Write(table);
        _context.OutputConsole.WriteLine("Published by torchvision (BSD 3-Clause), trained and tested on ImageNet-1K.");
        return ExitCode.Success;
    }

    static JsonObject ToJson(PublishedWeights weights) => new()
    {
        ["name"] = weights.Name,
        ["model"] = weights.Description.Model,
        ["top1"] = weights.Top1,
        ["top5"] = weights.Top5,
        ["resize"] = weights.Description.ResizeSize,
        ["crop"] = weights.Description.ImageSize,
        ["bytes"] = weights.Size,
        ["address"] = weights.Address.ToString(),
    };

    static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
