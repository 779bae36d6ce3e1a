using System.Buffers.Binary;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Files that PyTorch itself wrote.</summary>
public sealed class PyTorchGoldenTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData("state_dict.zip.pth", null)]
    [InlineData("state_dict.legacy.pth", null)]
    [InlineData("every_dtype.zip.pth", null)]
    [InlineData("every_dtype.legacy.pth", null)]
    [InlineData("views.zip.pth", null)]
    [InlineData("views.legacy.pth", null)]
    [InlineData("checkpoint.zip.pth", "model")]
    [InlineData("checkpoint.legacy.pth", "model")]
    [InlineData("data_parallel.zip.pth", null)]
    [InlineData("parameter.zip.pth", null)]
    public void Tensors_are_bit_for_bit_what_PyTorch_saved(string name, string? section)
    {
        using PyTorchFile file = PyTorchFile.Open(GoldenWeights.Path(name));
        Assert.Equal(section, file.Section);
        var expected = GoldenWeights.Expected(name).ToArray();
        Assert.Equal(expected.Select(tensor => tensor.Name), file.Entries.Select(entry => entry.Name));
        foreach (((string key, string dtype, long[] shape, double[] values), TensorEntry entry) in expected.Zip(file.Entries))
        {
            Assert.Equal(shape, entry.Shape);
            Assert.Equal($"torch.{PyTorchDTypes.All.Single(type => type.DType == entry.DType).Name}", dtype);
            byte[] bytes = new byte[entry.ByteCount];
            file.ReadBytes(key, bytes);
            Assert.Equal(values.SelectMany(value => Encode(entry.DType, value)), bytes);
            float[] floats = new float[entry.ElementCount];
            file.ReadFloats(key, floats);
            Assert.Equal(values.Select(value => (float)value), floats);
        }
    }

    [Theory]
    [InlineData("training_args.refused.pth", "argparse.Namespace")]
    [InlineData("whole_module.refused.pth", "torch.nn.modules.linear.Linear")]
    public void What_needs_code_is_refused_by_the_name_of_what_it_asks_for(string name, string global)
    {
        var error = Assert.Throws<WeightFormatException>(() => TensorFile.Open(GoldenWeights.Path(name)));
        Assert.Contains($"`{global}`, which is not allowed", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Offset);
    }

    [Fact]
    public void A_models_file_gives_PyTorchs_logits()
    {
        string path = _folder.File("resnext14_8x4d.pth");
        GoldenWeights.WriteResNeXt14(path);
        GoldenCase golden = GoldenCase.Read("04-resnext14_8x4d-40x36");
        var model = new ResNet(BlockKind.Bottleneck, [1, 1, 1, 1], golden.Classes, groups: 8, widthPerGroup: 4, seed: null);
        Assert.True(ModelWeights.Load(path, model).IsExact);
        model.Eval();
        using (Autograd.NoGrad()) golden.AssertLogits("eval_logits", model.Forward(HashFill.Input(golden.InputShape)));
    }

    [Fact]
    public void A_part_of_a_checkpoint_can_be_named()
    {
        string path = GoldenWeights.Path("checkpoint.zip.pth");
        using (PyTorchFile model = PyTorchFile.Open(path, "model")) Assert.Equal(8, model.Entries.Count);
        var error = Assert.Throws<WeightFormatException>(() => PyTorchFile.Open(path, "model_ema"));
        Assert.Contains("no state dict `model_ema`; it has `model`", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    static byte[] Encode(WeightDType dtype, double value)
    {
        byte[] bytes = new byte[8];
        switch (dtype)
        {
            case WeightDType.F32: BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case WeightDType.F64: BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case WeightDType.F16: BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value); break;
            case WeightDType.BF16: BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value); break;
        }
        return bytes[..(dtype.BitsPerElement() / 8)];
    }
}
