using System.CommandLine;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Chooses a model by its name.</summary>
static class ModelOption
{
    const string Default = "resnext50_32x4d";

    /// <summary>A model that is made from scratch.</summary>
    public static Option<string> Create() => new Option<string>("--model", "-m")
    {
        Description = "One of those that `resnext models` lists, or a ResNeXt such as resnext38_8x16d",
        HelpName = "NAME",
        DefaultValueFactory = _ => Default,
    }.Known();

    /// <summary>The model that weights belong to, where their file does not say so.</summary>
    public static Option<string?> CreateForWeights() => new Option<string?>("--model", "-m")
    {
        Description = "The model of the weights, if their file does not name it",
        HelpName = "NAME",
    }.Known();

    static Option<T> Known<T>(this Option<T> option)
    {
        option.CompletionSources.Add([.. ModelCatalog.Names]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && ModelCatalog.Find(token.Value) is null) result.AddError(ModelCatalog.Unknown(token.Value));
        });
        return option;
    }
}
