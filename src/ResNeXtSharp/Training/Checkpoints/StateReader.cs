using System.Globalization;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Training;

/// <summary>Hands the entries of a checkpoint back to the pieces that wrote them. Everything must be asked for, and fit.</summary>
public sealed class StateReader
{
    private readonly TensorFile _file;
    private readonly HashSet<string> _left;
    private string _piece = "";

    internal StateReader(TensorFile file)
    {
        _file = file;
        _left = [.. file.Metadata.Keys, .. file.Entries.Select(entry => entry.Name)];
        _left.Remove(CheckpointFile.HashEntry);
    }

    /// <summary>Overwrites a tensor with the one that was written under this name.</summary>
    /// <exception cref="WeightFormatException">There is none, or it has another shape.</exception>
    public void Read(string name, Tensor destination) => destination.CopyFrom(Floats(name, destination.Shape.ToArray()));

    /// <summary>Floats in row-major order.</summary>
    /// <exception cref="WeightFormatException">There are none of this name, or they have another shape.</exception>
    public float[] Floats(string name, ReadOnlySpan<int> shape)
    {
        string fullName = Take(name);
        if (!_file.TryGetEntry(fullName, out TensorEntry? entry))
            throw Missing(fullName);
        int[] needed = shape.ToArray();
        if (!entry.Shape.SequenceEqual(needed.Select(size => (long)size)))
            throw new WeightFormatException(_file.Path, $"its shape is [{string.Join(", ", entry.Shape)}], this training needs [{string.Join(", ", needed)}]", tensorName: fullName);
        float[] values = new float[entry.ElementCount];
        _file.ReadFloats(fullName, values);
        return values;
    }

    /// <summary>An integer.</summary>
    /// <exception cref="WeightFormatException">There is none of this name.</exception>
    public long Integer(string name) =>
        long.TryParse(Text(name), CultureInfo.InvariantCulture, out long value) ? value : throw Missing(StateWriter.NameOf(_piece, name));

    /// <summary>A number.</summary>
    /// <exception cref="WeightFormatException">There is none of this name.</exception>
    public double Number(string name) =>
        double.TryParse(Text(name), CultureInfo.InvariantCulture, out double value) ? value : throw Missing(StateWriter.NameOf(_piece, name));

    /// <summary>A text.</summary>
    /// <exception cref="WeightFormatException">There is none of this name.</exception>
    public string Text(string name)
    {
        string fullName = Take(name);
        return _file.Metadata.TryGetValue(fullName, out string? value) ? value : throw Missing(fullName);
    }

    /// <summary>What to throw when an entry that is there cannot be what <see cref="ITrainingState.Save"/> wrote.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="reason">What is wrong with it.</param>
    public WeightFormatException Refused(string name, string reason) => new(_file.Path, reason, tensorName: StateWriter.NameOf(_piece, name));

    internal void Load(IEnumerable<ITrainingState> pieces)
    {
        foreach (ITrainingState piece in pieces)
        {
            _piece = piece.Name;
            piece.Load(this);
        }
    }

    /// <exception cref="WeightFormatException">An entry was not asked for.</exception>
    internal void RequireAllRead()
    {
        if (_left.FirstOrDefault() is { } name)
            throw new WeightFormatException(_file.Path, "this training does not know the entry: it was saved with other settings, or by another version", tensorName: name);
    }

    string Take(string name)
    {
        string fullName = StateWriter.NameOf(_piece, name);
        _left.Remove(fullName);
        return fullName;
    }

    WeightFormatException Missing(string name) =>
        new(_file.Path, "this training needs an entry that the checkpoint does not have: it was saved with other settings, or by another version", tensorName: name);
}
