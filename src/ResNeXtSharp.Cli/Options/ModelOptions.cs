using System.CommandLine;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Chooses a model to be made: by its name, or a ResNeXt by depth, cardinality and width.</summary>
sealed class ModelOptions
{
    const int DefaultDepth = 50;
    const int DefaultCardinality = 32;
    const int DefaultWidth = 4;

    /// <param name="depthName">What the command calls the number of layers; one of them has another --depth.</param>
    public ModelOptions(string depthName = "--depth")
    {
        Depth = new Option<int?>(depthName)
        {
            Description = $"Instead of --model, a ResNeXt of so many layers: {ModelCatalog.Depths} [default: {DefaultDepth}]",
            HelpName = "N",
        }.AtLeast(1);
    }

    public Option<string> Name { get; } = ModelOption.Create();

    public Option<int?> Depth { get; }

    public Option<int?> Cardinality { get; } = new Option<int?>("--cardinality")
    {
        Description = $"Instead of --model, a ResNeXt of so many groups in a block [default: {DefaultCardinality}]",
        HelpName = "N",
    }.AtLeast(1);

    public Option<int?> Width { get; } = new Option<int?>("--width")
    {
        Description = $"Instead of --model, a ResNeXt of so many channels in a group of the first stage [default: {DefaultWidth}]",
        HelpName = "N",
    }.AtLeast(1);

    public IEnumerable<Option> All => [Name, Depth, Cardinality, Width];

    /// <summary>Whether the command line chooses a model at all.</summary>
    public bool IsGiven(ParseResult parsed) => IsNamed(parsed) || IsDescribed(parsed);

    /// <summary>The name of the model.</summary>
    /// <exception cref="UsageException">The command line names a model and describes one too.</exception>
    /// <exception cref="ArgumentException">There is no ResNeXt of that depth, cardinality and width.</exception>
    public string Resolve(ParseResult parsed)
    {
        if (!IsDescribed(parsed)) return parsed.GetRequiredValue(Name);
        if (IsNamed(parsed)) throw new UsageException($"--model names a whole network: leave it out, or {Depth.Name}, --cardinality and --width.");
        return ModelCatalog.NameOf(
            parsed.GetValue(Depth) ?? DefaultDepth, parsed.GetValue(Cardinality) ?? DefaultCardinality, parsed.GetValue(Width) ?? DefaultWidth);
    }

    bool IsNamed(ParseResult parsed) => parsed.GetResult(Name) is { Implicit: false };

    bool IsDescribed(ParseResult parsed) => (parsed.GetValue(Depth) ?? parsed.GetValue(Cardinality) ?? parsed.GetValue(Width)) is not null;
}
