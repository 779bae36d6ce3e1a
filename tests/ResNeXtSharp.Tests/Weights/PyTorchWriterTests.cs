using System.Diagnostics;
using System.Text.Json;
using FsCheck.Xunit;
using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Tests.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class PyTorchWriterTests : IDisposable
{
    /// <summary>Prints each tensor's name, type, shape, strides and bytes as JSON.</summary>
    const string Script = """
        import json, sys, torch
        state = torch.load(sys.argv[1], weights_only=True)
        print(json.dumps([[k, str(v.dtype), list(v.shape), v.is_contiguous(), bytes(v.clone().reshape(-1).view(torch.uint8).tolist()).hex() if v.numel() else ""]
            for k, v in ((k, v.reshape(1) if v.dim() == 0 else v) for k, v in state.items())]))
        """;

    readonly ScratchFolder _folder = new();

    [Property(MaxTest = 200, Arbitrary = [typeof(RandomTensor)])]
    public void Tensors_come_back_bit_for_bit(RandomTensor[] tensors)
    {
        string path = _folder.File("model.pth");
        PyTorchWriter.Write(path, tensors.Select(tensor => tensor.ToEntry()));
        using PyTorchFile file = PyTorchFile.Open(path);
        Assert.Equal(tensors.Select(tensor => tensor.Name), file.Entries.Select(entry => entry.Name));
        foreach ((RandomTensor tensor, TensorEntry entry) in tensors.Zip(file.Entries))
        {
            byte[] bytes = new byte[entry.ByteCount];
            file.ReadBytes(tensor.Name, bytes);
            Assert.Equal(tensor.Shape.Select(size => (long)size), entry.Shape);
            Assert.Equal(tensor.IsInteger ? WeightDType.I64 : WeightDType.F32, entry.DType);
            Assert.Equal(tensor.StoredBytes(), bytes);
            Assert.Equal(0, entry.Offset % 64);
        }
    }

    [Theory]
    [InlineData("every_dtype.zip.pth")]
    [InlineData("views.legacy.pth")]
    [InlineData("data_parallel.zip.pth")]
    public void Python_reads_back_what_is_written_bit_for_bit(string name)
    {
        string path = _folder.File("model.pth");
        using PyTorchFile source = PyTorchFile.Open(GoldenWeights.Path(name));
        WeightConversion.Convert(source, path);
        AssertPythonReads(path, source);
    }

    [Fact]
    public void Python_reads_a_model()
    {
        string path = _folder.File("model.pth");
        using var small = new SmallTraining(pictures: 48);
        small.Trainer.Fit(small.Train, null, epochs: 1);
        ModelWeights.SaveForPyTorch(path, small.Model);
        var loaded = new TinyNetwork(seed: 9);
        Assert.True(ModelWeights.Load(path, loaded).IsExact);
        Assert.Equal(SmallTraining.Fingerprint(small.Model), SmallTraining.Fingerprint(loaded));
        using PyTorchFile written = PyTorchFile.Open(path);
        AssertPythonReads(path, written);
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes() => Assert.Equal(Written(Scalar("a"), Scalar("b")), Written(Scalar("a"), Scalar("b")));

    [Fact]
    public void A_name_cannot_occur_twice() => Assert.Throws<ArgumentException>(() => Written(Scalar("a"), Scalar("a")));

    [Fact]
    public void Half_a_surrogate_pair_is_no_name() => Assert.ThrowsAny<ArgumentException>(() => Written(Scalar("\ud800")));

    [Fact]
    public void Many_tensors_are_written_in_batches_and_read_back()
    {
        using TensorFile file = TensorFile.Read("model.pth", Written([.. Enumerable.Range(0, 12_345).Select(i => Scalar($"{i}"))]));
        Assert.Equal(12_345, file.Entries.Count);
    }

    public void Dispose() => _folder.Dispose();

    static WeightEntry Scalar(string name) => WeightEntry.Float32(name, [], new float[1]);

    static byte[] Written(params WeightEntry[] entries)
    {
        using var stream = new MemoryStream();
        PyTorchWriter.Write(stream, entries);
        return stream.ToArray();
    }

    static void AssertPythonReads(string path, TensorFile expected)
    {
        using JsonDocument read = JsonDocument.Parse(Python.RunWith("torch", Script, path));
        JsonElement[] tensors = [.. read.RootElement.EnumerateArray()];
        Assert.Equal(expected.Entries.Count, tensors.Length);
        foreach ((TensorEntry entry, JsonElement tensor) in expected.Entries.Zip(tensors))
        {
            byte[] bytes = new byte[entry.ByteCount];
            expected.ReadBytes(entry.Name, bytes);
            Assert.Equal(entry.Name, tensor[0].GetString());
            Assert.Equal($"torch.{PyTorchDTypes.All.Single(type => type.DType == entry.DType).Name}", tensor[1].GetString());
            Assert.Equal(entry.Shape.DefaultIfEmpty(1), tensor[2].Deserialize<long[]>()!);
            Assert.True(tensor[3].GetBoolean());
            Assert.Equal(Convert.ToHexStringLower(bytes), tensor[4].GetString());
        }
    }
}
