using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>An experiment's results as machines read them.</summary>
static class ExperimentResultJson
{
    public static JsonObject Of(ExperimentFolder folder, string dataSet, IReadOnlyList<CardinalityResult> results, Verdict verdict, int classes, int imageSize) => new()
    {
        ["data_set"] = dataSet,
        ["train_size"] = folder.Plan.TrainSize,
        ["test_size"] = folder.Plan.TestSize,
        ["epochs"] = folder.Plan.Epochs,
        ["trainings"] = folder.Plan.Trainings,
        ["finished"] = folder.Outcomes.Count,
        ["results"] = new JsonArray([.. results.Select(result => Of(result, classes, imageSize))]),
        ["verdict"] = verdict.Claim switch
        {
            Claim.Shown => "shown",
            Claim.Opposite => "opposite",
            Claim.NotShown => "not_shown",
            _ => "undecided",
        },
        ["complete_seeds"] = verdict.Seeds,
        ["gain"] = JsonNumber.Finite(verdict.Gain),
        ["intervals_apart"] = verdict.IntervalsApart,
        ["rank_correlation"] = verdict.Trend?.RankCorrelation,
        ["chance_of_rising"] = verdict.Trend?.Rising,
        ["chance_of_falling"] = verdict.Trend?.Falling,
        ["folder"] = folder.Path,
    };

    static JsonObject Of(CardinalityResult result, int classes, int imageSize) => new()
    {
        ["cardinality"] = result.Member.Cardinality,
        ["width"] = result.Member.Width,
        ["parameters"] = result.Member.Size(classes, imageSize).Parameters,
        ["mult_adds"] = result.Member.Size(classes, imageSize).MultAdds,
        ["accuracies"] = new JsonArray([.. result.Accuracies.Select(accuracy => (JsonNode)accuracy)]),
        ["mean_accuracy"] = result.Mean,
        ["interval"] = double.IsFinite(result.Low) ? new JsonArray(result.Low, result.High) : null,
    };
}
