using System.CommandLine;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Cli.Options;

/// <summary>The columns of a summary under torchinfo's names.</summary>
static class ColumnsOption
{
    static readonly OrderedDictionary<string, SummaryColumn> Columns = new()
    {
        ["input_size"] = SummaryColumn.InputSize,
        ["output_size"] = SummaryColumn.OutputSize,
        ["num_params"] = SummaryColumn.Parameters,
        ["params_percent"] = SummaryColumn.ParametersPercent,
        ["kernel_size"] = SummaryColumn.KernelSize,
        ["groups"] = SummaryColumn.Groups,
        ["mult_adds"] = SummaryColumn.MultAdds,
        ["trainable"] = SummaryColumn.Trainable,
    };

    public static Option<SummaryColumn[]> Create()
    {
        var option = new Option<SummaryColumn[]>("--columns")
        {
            Description = $"What to show of each layer, in this order: {string.Join(", ", Columns.Keys)} [default: output_size num_params]",
            HelpName = "NAME ...",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result =>
            {
                var columns = new List<SummaryColumn>();
                foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)))
                {
                    if (Columns.TryGetValue(name, out var column)) columns.Add(column);
                    else result.AddError($"There is no column \"{name}\"; the columns are {string.Join(", ", Columns.Keys)}.");
                }
                return [.. columns];
            },
        };
        option.CompletionSources.Add([.. Columns.Keys]);
        return option;
    }
}
