using FsCheck.Xunit;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class SafeTensorsRoundTripTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    [Property(MaxTest = 200, Arbitrary = [typeof(RandomTensor)])]
    public void Tensors_and_metadata_come_back_bit_for_bit(RandomTensor[] tensors, Dictionary<string, string> metadata)
    {
        string path = _folder.File("model.safetensors");
        SafeTensorsWriter.Write(path, tensors.Select(tensor => tensor.ToEntry()), metadata);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);

        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(tensors.Length, file.Entries.Count);
        foreach (RandomTensor tensor in tensors)
        {
            Assert.True(file.TryGetEntry(tensor.Name, out TensorEntry? entry));
            byte[] bytes = new byte[entry.ByteCount];
            file.ReadBytes(tensor.Name, bytes);
            Assert.Equal(tensor.Shape.Select(size => (long)size), entry.Shape);
            Assert.Equal(tensor.IsInteger ? WeightDType.I64 : WeightDType.F32, entry.DType);
            Assert.Equal(tensor.StoredBytes(), bytes);
            Assert.Equal(0, entry.Offset % (entry.DType.BitsPerElement() / 8));
        }
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(RandomTensor)])]
    public void Floats_come_back_bit_for_bit(RandomTensor[] tensors)
    {
        string path = _folder.File("model.safetensors");
        RandomTensor[] floats = [.. tensors.Where(tensor => !tensor.IsInteger)];
        SafeTensorsWriter.Write(path, floats.Select(tensor => tensor.ToEntry()));
        using SafeTensorsFile file = SafeTensorsFile.Open(path);

        foreach (RandomTensor tensor in floats)
        {
            float[] values = new float[tensor.Bits.Length];
            file.ReadFloats(tensor.Name, values);
            Assert.Equal(tensor.Bits, values.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    public void Dispose() => _folder.Dispose();
}
