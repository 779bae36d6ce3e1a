using System.Text.Json.Nodes;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Data;

/// <summary>What was found in a data set's training and test pictures, and what of it is wrong.</summary>
sealed class DatasetCheckup
{
    static readonly string[] PartNames = ["train", "test"];

    readonly DataSource _source;

    public DatasetCheckup(DataSource source, DatasetInspection train, DatasetInspection test)
    {
        _source = source;
        Parts = [train, test];
        Duplicates = DatasetInspection.FindDuplicates(train, test);
        Problems = [.. FindProblems()];
    }

    public string Name => _source.Name;

    public IReadOnlyList<string> ClassNames => _source.ClassNames;

    /// <summary>The training pictures, then the test pictures.</summary>
    public IReadOnlyList<DatasetInspection> Parts { get; }

    public DatasetInspection Train => Parts[0];

    public DatasetInspection Test => Parts[1];

    public IReadOnlyList<DuplicateGroup> Duplicates { get; }

    /// <summary>What spoils a training or its measure, a sentence for each kind.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>A picture by its part and its name.</summary>
    public string Describe(DuplicatePicture picture) =>
        $"{PartNames[picture.Part]}: {Parts[picture.Part].Pictures.Describe(picture.Index)} ({ClassNames[picture.Label]})";

    public JsonObject ToJson() => new()
    {
        ["data_set"] = Name,
        ["place"] = _source.Place,
        ["problems"] = new JsonArray([.. Problems.Select(problem => JsonValue.Create(problem))]),
        ["parts"] = new JsonArray([.. Parts.Select((part, index) => Json(PartNames[index], part))]),
        ["duplicates"] = new JsonArray([.. Duplicates.Select(group => new JsonObject
        {
            ["crosses_parts"] = group.CrossesParts,
            ["crosses_classes"] = group.CrossesClasses,
            ["pictures"] = new JsonArray([.. group.Pictures.Select(picture => new JsonObject
            {
                ["part"] = PartNames[picture.Part],
                ["picture"] = Parts[picture.Part].Pictures.Describe(picture.Index),
                ["class"] = ClassNames[picture.Label],
            })]),
        })]),
    };

    IEnumerable<string> FindProblems()
    {
        var damaged = Parts.Sum(part => part.Damaged.Count);
        if (damaged > 0) yield return $"{Count(damaged, "picture")} cannot be read";
        var leaks = Duplicates.Count(group => group.CrossesParts);
        if (leaks > 0) yield return $"{Count(leaks, "picture")} in the training set as well as in the test set";
        var contradictions = Duplicates.Count(group => group.CrossesClasses);
        if (contradictions > 0) yield return $"{Count(contradictions, "picture")} in more than one class";
        var missing = ClassNames.Where((_, label) => Train.ClassCounts[label] == 0).ToList();
        if (missing.Count > 0) yield return $"no training picture of {string.Join(", ", missing)}";
    }

    static string Count(int number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    JsonObject Json(string name, DatasetInspection part) => new()
    {
        ["name"] = name,
        ["count"] = part.Pictures.Count,
        ["classes"] = new JsonArray([.. ClassNames.Select((className, label) => new JsonObject { ["name"] = className, ["count"] = part.ClassCounts[label] })]),
        ["width"] = Json(part.Widths),
        ["height"] = Json(part.Heights),
        ["mean"] = new JsonArray([.. part.Mean.Select(value => JsonValue.Create(value))]),
        ["std"] = new JsonArray([.. part.Std.Select(value => JsonValue.Create(value))]),
        ["damaged"] = new JsonArray([.. part.Damaged.Select(damaged => new JsonObject { ["picture"] = damaged.Picture, ["reason"] = damaged.Reason })]),
    };

    static JsonObject? Json(LengthRange? range) =>
        range is { } lengths ? new JsonObject { ["min"] = lengths.Min, ["median"] = lengths.Median, ["max"] = lengths.Max } : null;
}
