using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>The tensors of a file beside those of a module.</summary>
internal sealed class StateDictMatch
{
    /// <summary>Where the models of this library keep their classifier.</summary>
    private const string Head = "fc.";

    private readonly TensorFile _file;
    private readonly IReadOnlyDictionary<string, Tensor> _own;
    private readonly IReadOnlyDictionary<string, TensorEntry> _given;
    private readonly LoadReport _report;

    /// <param name="file">The file.</param>
    /// <param name="module">The module to load.</param>
    /// <param name="ignoreHead">Whether to leave the module's classifier as it is.</param>
    internal StateDictMatch(TensorFile file, Module module, bool ignoreHead)
    {
        _file = file;
        _own = module.StateDict();
        _given = CheckpointKeys.Unwrap(file.Entries, _own.Keys);
        _report = Compare(ignoreHead);
    }

    /// <summary>What fits and what does not.</summary>
    internal LoadReport Report => _report;

    /// <summary>Each tensor of the module with the one of the file that belongs to it, except those that are ignored.</summary>
    internal IEnumerable<(Tensor Own, TensorEntry Given)> Pairs =>
        _own.Where(own => _given.ContainsKey(own.Key) && !_report.Ignored.Contains(own.Key)).Select(own => (own.Value, _given[own.Key]));

    /// <exception cref="WeightFormatException">A tensor is missing, is unknown to the module, has another shape, or a type that cannot be converted.</exception>
    internal void RequireExact()
    {
        if (!_report.IsExact)
        {
            string cure = _report.Differences.All(IsHead)
                ? "only its classifier differs: build the model with its number of classes, or ignore the head to load all else"
                : "build the model it was saved from, with the same number of classes";
            throw new WeightFormatException(_file.Path, $"it is a checkpoint of another model ({_report.Summary}): {cure}");
        }
        foreach ((_, TensorEntry entry) in Pairs.Where(pair => !FloatConversion.CanConvert(pair.Given.DType)))
            throw new WeightFormatException(_file.Path, $"{entry.DType.Name()} cannot be loaded as float32: save the tensor as F32", entry.Offset, entry.Name);
    }

    static bool IsHead(string key) => key.StartsWith(Head, StringComparison.Ordinal);

    // BatchNorm counts its batches since PyTorch 0.4.1. Files from before have no counter at all and load into PyTorch without them, and here.
    static bool IsCounter(string key) => key.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    LoadReport Compare(bool ignoreHead)
    {
        var shapes = _given.ToDictionary(given => given.Key, given => given.Value.Shape);
        LoadReport report = LoadReport.Compare(_own, shapes, ignoreHead ? IsHead : null);
        return _given.Keys.Any(IsCounter) ? report : report with { Missing = [.. report.Missing.Where(key => !IsCounter(key))] };
    }
}
