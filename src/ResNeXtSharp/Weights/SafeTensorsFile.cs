namespace ResNeXtSharp.Weights;

/// <summary>A safetensors file opened for reading.</summary>
/// <remarks>
/// The format is Hugging Face's (github.com/huggingface/safetensors): a length, a JSON header, then the tensors' bytes without gaps. The
/// checks are those of its reference reader, and stricter where that one is silent: no key twice, no unknown field, at most 64 dimensions and 100,000 tensors.
/// </remarks>
public sealed class SafeTensorsFile : TensorFile
{
    SafeTensorsFile(WeightFile file, SafeTensorsHeader header)
        : base(file, header.Entries, header.Metadata)
    {
    }

    /// <summary>Opens a file and checks everything but the tensors' values.</summary>
    /// <exception cref="WeightFormatException">The file is missing, unreadable, truncated, damaged or no safetensors file.</exception>
    public static new SafeTensorsFile Open(string path)
    {
        WeightFile file = WeightFile.Open(path);
        return Owning(file, () => Read(file));
    }

    internal static SafeTensorsFile Read(WeightFile file) => new(file, SafeTensorsHeader.Read(file));

    private protected override void ReadRowMajor(TensorEntry entry, Span<byte> destination) => File.ReadExactly(entry.Offset, destination, entry.Name);
}
