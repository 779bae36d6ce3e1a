namespace ResNeXtSharp.Weights;

/// <summary>Copies the tensors of a weight file into a file of the other format, bit for bit.</summary>
public static class WeightConversion
{
    static readonly string[] PyTorchExtensions = [".pth", ".pt"];

    /// <summary>Writes a file in the format of its extension: <c>.safetensors</c>, or PyTorch's <c>.pth</c> or <c>.pt</c>.</summary>
    /// <remarks>Types, shapes and keys stay. PyTorch's format has no place for metadata, and of a training checkpoint the state dict alone is taken.</remarks>
    /// <param name="source">The file to read.</param>
    /// <param name="path">The file to create or replace; it may be the one that is read.</param>
    /// <exception cref="WeightFormatException">The source is damaged.</exception>
    /// <exception cref="ArgumentException">The extension is another, or the tensors do not fit into the format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Convert(TensorFile source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        IEnumerable<WeightEntry> entries = source.Entries.Select(entry => WeightEntry.Copy(source, entry));
        if (extension == ".safetensors") SafeTensorsWriter.Write(path, entries, source.Metadata);
        else if (PyTorchExtensions.Contains(extension)) PyTorchWriter.Write(path, entries);
        else throw new ArgumentException($"{path}: the extension says the format, and is none of .safetensors, {string.Join(", ", PyTorchExtensions)}.", nameof(path));
    }
}
