namespace ResNeXtSharp.Weights;

/// <summary>Writes state dicts that PyTorch reads with <c>torch.load(path, weights_only=True)</c>, and <see cref="PyTorchFile"/> does.</summary>
/// <remarks>The container is that of PyTorch 1.6 and later: an uncompressed zip archive, elements aligned to 64 bytes. The same tensors give the same bytes.</remarks>
public static class PyTorchWriter
{
    const string Folder = "archive";
    const long MaxBytes = uint.MaxValue - (64L << 20);

    // Three records of an archive hold no tensor, and it can count 65,535.
    const int MaxTensors = ushort.MaxValue - 3;

    /// <summary>Writes a file atomically: it is either complete on the disk, or what was there before remains.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="entries">The tensors in order, each name once.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is no valid text, a type has no PyTorch storage, or the tensors take almost 4 GiB or more.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Write(string path, IEnumerable<WeightEntry> entries)
    {
        WeightEntry[] tensors = Checked(entries);
        byte[] pickle = PyTorchPickle.Write(tensors);
        AtomicFile.Write(path, stream => Write(stream, pickle, tensors));
    }

    /// <summary>Writes the bytes of a file to a stream, which stays open.</summary>
    /// <param name="stream">Receives the bytes from its current position on.</param>
    /// <param name="entries">The tensors in order, each name once.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is no valid text, a type has no PyTorch storage, or the tensors take almost 4 GiB or more.</exception>
    public static void Write(Stream stream, IEnumerable<WeightEntry> entries)
    {
        WeightEntry[] tensors = Checked(entries);
        Write(stream, PyTorchPickle.Write(tensors), tensors);
    }

    static void Write(Stream stream, byte[] pickle, WeightEntry[] tensors)
    {
        var archive = new StoredZipWriter(stream);
        archive.Add($"{Folder}/data.pkl", content => content.Write(pickle));
        archive.Add($"{Folder}/byteorder", content => content.Write("little"u8));
        for (int i = 0; i < tensors.Length; i++) archive.Add($"{Folder}/data/{i}", tensors[i].WriteTo);
        archive.Add($"{Folder}/version", content => content.Write("3\n"u8));
        archive.Finish();
    }

    static WeightEntry[] Checked(IEnumerable<WeightEntry> entries)
    {
        WeightEntry[] tensors = [.. entries];
        var names = new HashSet<string>();
        foreach (WeightEntry tensor in tensors)
        {
            if (!names.Add(tensor.Name)) throw new ArgumentException($"The tensor name {PrintableText.Quote(tensor.Name)} occurs twice.", nameof(entries));
        }
        if (tensors.Length > MaxTensors || tensors.Sum(tensor => tensor.ByteCount) > MaxBytes)
            throw new ArgumentException("PyTorch files are written up to 65,532 tensors and 4 GiB: write a .safetensors file.", nameof(entries));
        return tensors;
    }
}
