using System.Security.Cryptography;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Training;

/// <summary>
/// One checkpoint: a safetensors file whose last 32 bytes, the tensor <c>sha256</c>, are the SHA-256 of all bytes before them, so that
/// <c>head -c -32 FILE | sha256sum</c> tells the same. Tensors are float32 in PyTorch's order, everything else is text in the metadata.
/// </summary>
internal static class CheckpointFile
{
    internal const string HashEntry = "sha256";

    /// <summary>Writes a checkpoint atomically.</summary>
    /// <exception cref="NonFiniteStateException">A tensor is not finite; what was there before remains.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before remains.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    internal static void Write(string path, IEnumerable<ITrainingState> pieces)
    {
        var state = new StateWriter(pieces);
        AtomicFile.Write(path, stream =>
        {
            using var hashed = new HashingStream(stream);
            // The writer puts narrow types last: behind float32 there is nothing but these bytes.
            WeightEntry hash = WeightEntry.Bytes(HashEntry, SHA256.HashSizeInBytes, hashed.CopyHashTo);
            SafeTensorsWriter.Write(hashed, [.. state.Tensors, hash], state.Values);
        });
    }

    /// <summary>Opens a checkpoint whose bytes are those that were written.</summary>
    /// <exception cref="WeightFormatException">The file cannot be read, is damaged, or is no checkpoint.</exception>
    internal static TensorFile Open(string path)
    {
        SafeTensorsFile file = SafeTensorsFile.Open(path);
        try
        {
            RequireHash(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    static void RequireHash(SafeTensorsFile file)
    {
        if (!file.TryGetEntry(HashEntry, out TensorEntry? entry) || entry.ByteCount != SHA256.HashSizeInBytes || entry != file.Entries[^1])
            throw new WeightFormatException(file.Path, "this is no checkpoint of a training: it does not end with a hash");
        byte[] written = new byte[SHA256.HashSizeInBytes];
        file.ReadBytes(HashEntry, written);
        if (!HashOf(file.Path, entry.Offset).SequenceEqual(written))
            throw new WeightFormatException(file.Path, "its bytes are not those that were written (SHA-256): the disk has damaged the file");
    }

    static byte[] HashOf(string path, long length)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[1 << 18];
            while (length > 0 && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length)) is var read and > 0)
            {
                hash.AppendData(buffer, 0, read);
                length -= read;
            }
            return hash.GetHashAndReset();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeightFormatException(path, $"the file cannot be read: {e.Message}", innerException: e);
        }
    }
}
