using System.Text.Json.Nodes;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tests.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly ModelDescription Description =
        new("resnet18", ["cat", "dog \"é\" 日本"], [0.1f, 0.2f, 0.3f], [0.4f, 0.5f, 0.6f], 32, "pets");

    private readonly ScratchFolder _folder = new();

    string Path => _folder.File("model.safetensors");

    [Fact]
    public void A_model_comes_back_bit_for_bit_with_its_running_statistics()
    {
        using var small = new SmallTraining(pictures: 48);
        small.Trainer.Fit(small.Train, null, epochs: 1);
        ModelWeights.Save(Path, small.Model, Description);
        var loaded = new TinyNetwork(seed: 9);
        Assert.NotEqual(SmallTraining.Fingerprint(small.Model), SmallTraining.Fingerprint(loaded));
        ModelWeights.Load(Path, loaded);
        Assert.Equal(SmallTraining.Fingerprint(small.Model), SmallTraining.Fingerprint(loaded));
        Assert.Equal(3, loaded.StateDict()["norm.num_batches_tracked"].Item());
    }

    [Fact]
    public void The_file_is_what_PyTorch_would_write()
    {
        var model = new TinyNetwork();
        ModelWeights.Save(Path, model, Description);
        using SafeTensorsFile file = SafeTensorsFile.Open(Path);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(model.StateDict().Keys.Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        foreach (SafeTensorsEntry entry in file.Entries)
        {
            bool isCounter = entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal);
            Assert.Equal(isCounter ? WeightDType.I64 : WeightDType.F32, entry.DType);
            Assert.Equal(model.StateDict()[entry.Name].Shape.Select(size => (long)size), entry.Shape);
        }
        var weight = new float[8 * 3 * 3 * 3];
        file.ReadFloats("conv.weight", weight);
        Assert.Equal(model.StateDict()["conv.weight"].ToArray(), weight);
    }

    [Fact]
    public void The_description_travels_with_the_file()
    {
        ModelWeights.Save(Path, new TinyNetwork(), Description);
        ModelDescription read = ModelWeights.ReadDescription(Path)!;
        Assert.Equal(Description.ClassNames, read.ClassNames);
        Assert.Equal(Description.Mean, read.Mean);
        Assert.Equal(Description.Std, read.Std);
        Assert.Equal((Description.Model, Description.ImageSize, Description.DataSet), (read.Model, read.ImageSize, read.DataSet));
        using SafeTensorsFile file = SafeTensorsFile.Open(Path);
        JsonNode json = JsonNode.Parse(file.Metadata["resnextsharp"])!;
        Assert.Equal(["model", "class_names", "mean", "std", "image_size", "data_set"], json.AsObject().Select(property => property.Key));
    }

    [Fact]
    public void The_side_before_the_cut_travels_where_there_is_one()
    {
        ModelWeights.Save(Path, new TinyNetwork(), Description with { ImageSize = 224, ResizeSize = 232 });

        Assert.Equal(232, ModelWeights.ReadDescription(Path)!.ResizeSize);
    }

    [Fact]
    public void Opening_builds_the_model_that_the_file_describes()
    {
        ResNet model = ModelCatalog.Create("resnet18", classes: 2, seed: 3);
        ModelWeights.Save(Path, model, Description);
        (ResNet opened, ModelDescription description) = ModelWeights.Open(Path);
        Assert.Equal("pets", description.DataSet);
        Assert.Equal(SmallTraining.Fingerprint(model), SmallTraining.Fingerprint(opened));
        Assert.False(opened.IsTraining);
    }

    [Fact]
    public void A_file_without_a_description_loads_and_says_so_when_opened()
    {
        var model = new TinyNetwork();
        SafeTensorsWriter.Write(Path, Entries(model));
        Assert.Null(ModelWeights.ReadDescription(Path));
        ModelWeights.Load(Path, new TinyNetwork(seed: 1));
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Open(Path));
        Assert.Equal($"{Path}: the file does not say which model its weights belong to: name the model, such as resnext50_32x4d", failure.Message);
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused_and_the_model_stays_as_it_was()
    {
        ModelWeights.Save(Path, SmallTraining.SmallResNeXt(), Description);
        var model = new TinyNetwork();
        string before = SmallTraining.Fingerprint(model);
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, model));
        Assert.Equal(before, SmallTraining.Fingerprint(model));
        Assert.StartsWith($"{Path}: it is a checkpoint of another model (", failure.Message, StringComparison.Ordinal);
        Assert.Contains(" missing: conv.weight, ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(" unexpected: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(" of another shape: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("build the model it was saved from, with the same number of classes", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Message.Length < Path.Length + 1000, failure.Message);
    }

    [Fact]
    public void Another_number_of_classes_is_named()
    {
        ModelWeights.Save(Path, new TinyNetwork(classes: 7), Description);
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, new TinyNetwork()));
        Assert.Contains("(2 of another shape: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fc.weight is [7, 8] instead of [10, 8]", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fc.bias", "(1 missing: fc.bias)")]
    [InlineData("norm.running_var", "(1 missing: norm.running_var)")]
    [InlineData("norm.num_batches_tracked", "(1 missing: norm.num_batches_tracked)")]
    public void A_missing_tensor_is_named(string name, string expected)
    {
        var model = new TinyNetwork();
        SafeTensorsWriter.Write(Path, Entries(model).Where(entry => entry.Name != name));
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, model));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_break_the_message()
    {
        var model = new TinyNetwork();
        SafeTensorsWriter.Write(Path, Entries(model).Append(WeightEntry.Float32("\u001b[31m\n" + new string('x', 100_000), [1], new float[1])));
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, model));
        Assert.True(failure.Message.Length < Path.Length + 1000);
        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Fact]
    public void A_tensor_of_an_unusable_type_is_refused_before_anything_is_changed()
    {
        var model = new TinyNetwork();
        ModelWeights.Save(Path, model, Description);
        byte[] bytes = File.ReadAllBytes(Path);
        // The first counters of batches, I64, become U64, which has the same size.
        int position = bytes.AsSpan().IndexOf("\"I64\""u8);
        bytes[position + 1] = (byte)'U';
        File.WriteAllBytes(Path, bytes);
        var other = new TinyNetwork(seed: 1);
        string before = SmallTraining.Fingerprint(other);
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, other));
        Assert.Contains("U64 cannot be loaded as float32", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, SmallTraining.Fingerprint(other));
    }

    [Fact]
    public void A_truncated_file_is_refused_and_the_model_stays_as_it_was()
    {
        ModelWeights.Save(Path, new TinyNetwork(), Description);
        byte[] bytes = File.ReadAllBytes(Path);
        var model = new TinyNetwork(seed: 1);
        string before = SmallTraining.Fingerprint(model);
        foreach (int length in new[] { 0, 4, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Assert.Throws<WeightFormatException>(() => ModelWeights.Load(Path, model));
            Assert.Throws<WeightFormatException>(() => ModelWeights.Open(Path));
        }
        Assert.Equal(before, SmallTraining.Fingerprint(model));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"model":null,"class_names":["a"],"mean":[0],"std":[1],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":[],"mean":[0],"std":[1],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a",null],"mean":[0],"std":[1],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0,0],"std":[1],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0],"std":[0],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[1e300],"std":[1],"image_size":32,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0],"std":[1],"image_size":0,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0],"std":[1],"image_size":2000000000,"data_set":"x"}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0],"std":[1],"image_size":32,"data_set":"x","resize_size":31}""")]
    [InlineData("""{"model":"resnet18","class_names":["a"],"mean":[0],"std":[1],"image_size":32,"data_set":"x","resize_size":2000000000}""")]
    public void A_damaged_description_is_refused(string json)
    {
        WriteWithDescription(new TinyNetwork(), json);
        foreach (Action use in new Action[] { () => ModelWeights.ReadDescription(Path), () => ModelWeights.Open(Path) })
        {
            var failure = Assert.Throws<WeightFormatException>(use);
            Assert.Contains("the description of its model (metadata \"resnextsharp\") is damaged", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unknown_model_is_refused_with_those_there_are()
    {
        ModelWeights.Save(Path, new TinyNetwork(), Description with { Model = "alexnet" });
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Open(Path));
        Assert.Contains("`alexnet`, which is none of resnext50_32x4d, ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_the_tensors_do_not_bear_out_is_refused()
    {
        ModelWeights.Save(Path, new TinyNetwork(classes: 3), Description);
        var failure = Assert.Throws<WeightFormatException>(() => ModelWeights.Open(Path));
        Assert.Contains("it names 2 classes and holds a classifier of 3", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    void WriteWithDescription(Module model, string json) =>
        SafeTensorsWriter.Write(Path, Entries(model), new Dictionary<string, string> { ["resnextsharp"] = json });

    static IEnumerable<WeightEntry> Entries(Module model) =>
        model.StateDict().Select(state => WeightEntry.Float32(state.Key, state.Value.Shape.ToArray(), state.Value.CopyTo));
}
