using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class ConvertCommandTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_come_through_PyTorchs_format_bit_for_bit_and_evaluate_without_a_name()
    {
        var there = CommandRun.Of("convert", trained.Weights, _folder["last.pth"]).Succeeded().Output;
        Assert.Contains("122 tensors", there, StringComparison.Ordinal);
        Assert.Contains("description stays behind", there.ReplaceLineEndings(" "), StringComparison.Ordinal);
        CommandRun.Of("convert", _folder["last.pth"], _folder["back.safetensors"]).Succeeded();
        using (var first = TensorFile.Open(trained.Weights))
        using (var back = TensorFile.Open(_folder["back.safetensors"]))
        {
            Assert.Equal(first.Entries.Select(entry => entry.ToString()), back.Entries.Select(entry => entry.ToString()));
            foreach (var entry in first.Entries) Assert.Equal(Bytes(first, entry), Bytes(back, entry));
        }
        var ours = CommandRun.Of("evaluate", trained.Weights, "--test-size", "10", "--json").Succeeded().Output;
        var theirs = CommandRun.Of("evaluate", _folder["last.pth"], "--data", "shapes", "--test-size", "10", "--json").Succeeded().Output;
        Assert.Equal(ours.Split(',')[0], theirs.Split(',')[0]);
    }

    [Fact]
    public void An_extension_of_no_format_is_refused() =>
        Assert.Contains("none of .safetensors", CommandRun.Of("convert", trained.Weights, _folder["model.bin"]).Refused(ExitCode.Usage), StringComparison.Ordinal);

    [Fact]
    public void A_head_of_other_classes_can_be_ignored()
    {
        SafeTensorsWriter.Write(_folder["three.safetensors"], ThreeClasses());
        Assert.Contains("only its classifier differs", CommandRun.Of("evaluate", _folder["three.safetensors"], "--data", "shapes", "--test-size", "10").Refused(ExitCode.Weights), StringComparison.Ordinal);
        CommandRun.Of("evaluate", _folder["three.safetensors"], "--data", "shapes", "--test-size", "10", "--ignore-head").Succeeded();
    }

    // The run's weights with a classifier for three classes.
    IEnumerable<WeightEntry> ThreeClasses()
    {
        using var file = TensorFile.Open(trained.Weights);
        foreach (var entry in file.Entries)
        {
            int[] shape = [.. entry.Shape.Select(size => (int)size)];
            if (entry.Name.StartsWith("fc.", StringComparison.Ordinal)) shape[0] = 3;
            var values = new float[entry.ElementCount];
            file.ReadFloats(entry.Name, values);
            yield return WeightEntry.Float32(entry.Name, shape, values.AsMemory(0, shape.Aggregate(1, (product, size) => product * size)));
        }
    }

    static byte[] Bytes(TensorFile file, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteCount];
        file.ReadBytes(entry.Name, bytes);
        return bytes;
    }
}
