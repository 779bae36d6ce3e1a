using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>Holds the tensors of a file against those of a model.</summary>
internal static class StateDictMatch
{
    private const int Shown = 3;

    /// <exception cref="WeightFormatException">A tensor is missing, is unknown to the model or has another shape.</exception>
    internal static void Require(SafeTensorsFile file, IReadOnlyDictionary<string, Tensor> state)
    {
        string[] missing = [.. state.Keys.Where(name => !file.TryGetEntry(name, out _))];
        string[] unexpected = [.. file.Entries.Where(entry => !state.ContainsKey(entry.Name)).Select(entry => entry.Name)];
        string[] misshaped = [.. file.Entries.Where(entry => state.TryGetValue(entry.Name, out Tensor tensor) && !Fits(entry, tensor.Shape))
            .Select(entry => $"{entry.Name} is [{string.Join(", ", entry.Shape)}] instead of {state[entry.Name].Shape}")];
        if (missing.Length + unexpected.Length + misshaped.Length > 0)
        {
            string differences = string.Join("; ", new[] { List("missing", missing), List("unexpected", unexpected), List("of another shape", misshaped) }.OfType<string>());
            throw new WeightFormatException(
                file.Path, $"it is a checkpoint of another model ({differences}): build the model it was saved from, with the same number of classes");
        }
        foreach (SafeTensorsEntry entry in file.Entries.Where(entry => !FloatConversion.CanConvert(entry.DType)))
            throw new WeightFormatException(file.Path, $"{entry.DType.Name()} cannot be loaded as float32: save the tensor as F32", entry.Offset, entry.Name);
    }

    static bool Fits(SafeTensorsEntry entry, Shape shape) => entry.Shape.SequenceEqual(shape.Select(size => (long)size));

    static string? List(string kind, string[] tensors) => tensors.Length == 0
        ? null
        : $"{tensors.Length} {kind}: {string.Join(", ", tensors.Take(Shown).Select(Shorten))}{(tensors.Length > Shown ? ", ..." : "")}";

    // Names come from the file and may have any length.
    static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "...";
}
