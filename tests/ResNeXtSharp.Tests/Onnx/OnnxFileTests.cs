using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Onnx;
using ResNeXtSharp.Protobuf;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Tests.Weights;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Onnx;

/// <summary>Exported files read back by this library; what ONNX Runtime makes of them is tested in a project of its own.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private static readonly ModelDescription Description = new("resnext_tiny", ["a", "b", "c"], [0, 0, 0], [1, 1, 1], 32, "test");

    private readonly ScratchFolder _folder = new();

    string Path => _folder.File("model.onnx");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnext14_8x4d")]
    [InlineData("resnext14d_8x4d")]
    [InlineData("seresnext14_8x4d")]
    [InlineData("resnext11_4x8d")]
    public void A_file_read_back_gives_the_models_logits(string name)
    {
        ResNet model = ModelCatalog.Create(name, classes: 3, seed: null);
        HashFill.Fill(model);
        Tensor input = HashFill.Input([2, 3, 35, 41]);
        model.Eval();
        using NoGradScope noGrad = Autograd.NoGrad();
        float[] expected = model.Forward(input).ToArray();
        foreach (bool keep in new[] { false, true })
        {
            OnnxFile.Save(Path, model, Description, keep);
            float[] actual = OnnxFile.Open(Path).Forward(input).ToArray();
            double largest = expected.Max(Math.Abs);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * Math.Max(1, largest)));
        }
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_in_either_mode()
    {
        ResNet model = ModelCatalog.Create("resnext_tiny", classes: 3);
        OnnxFile.Save(Path, model, Description);
        byte[] first = File.ReadAllBytes(Path);
        model.Eval();
        OnnxFile.Save(Path, model, Description);
        Assert.Equal(first, File.ReadAllBytes(Path));
        Assert.Equal(["model.onnx"], _folder.FileNames());
    }

    [Fact]
    public void The_metadata_comes_back()
    {
        OnnxFile.Save(Path, ModelCatalog.Create("resnext_tiny", classes: 3), Description with { ClassNames = ["Frühling", "春", "\"c\""] });
        IReadOnlyDictionary<string, string> metadata = OnnxFile.Open(Path).Metadata;
        Assert.Equal(["Frühling", "春", "\"c\""], System.Text.Json.JsonSerializer.Deserialize<string[]>(metadata["class_names"])!);
        Assert.Equal("resnext_tiny", metadata["model"]);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] good = Small();
        for (int percent = 0; percent < 100; percent++)
        {
            File.WriteAllBytes(Path, good[..(good.Length * percent / 100)]);
            Assert.Throws<WeightFormatException>(() => OnnxFile.Open(Path));
        }
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        byte[] good = Small();
        // The structure comes before the weights, so damage is done there.
        int structure = good.AsSpan().IndexOf("logits"u8) + 200;
        var random = new CounterRandom(7, RandomPurpose.Synthetic);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] bad = [.. good];
            int changes = 1 + (int)(random.NextUInt32() % 3);
            for (int i = 0; i < changes; i++)
                bad[random.NextUInt32() % (uint)structure] = (byte)random.NextUInt32();
            File.WriteAllBytes(Path, bad);
            try
            {
                OnnxFile.Open(Path);
            }
            catch (WeightFormatException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"round {round}: {e}");
            }
        }
        Assert.InRange(refused, 100, 400);
    }

    [Theory]
    [InlineData("a weight lies in another file", OnnxFields.Tensor.ExternalData)]
    [InlineData("a weight lies in another file", OnnxFields.Tensor.DataLocation)]
    public void Weights_outside_the_file_are_never_opened(string reason, int field)
    {
        ProtobufWriter tensor = new ProtobufWriter().Integer(OnnxFields.Tensor.DataType, OnnxFields.Float32).Text(field, "../../etc/passwd");
        Refused(reason, Model(new ProtobufWriter().Message(OnnxFields.Graph.Initializer, tensor)));
    }

    [Fact]
    public void A_shape_that_its_bytes_do_not_bear_out_is_refused()
    {
        foreach (long[] sizes in new long[][] { [3], [-1], [0], [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], [1, 1, 1, 1, 2], [1L << 62, 4] })
        {
            var tensor = new ProtobufWriter().Integer(OnnxFields.Tensor.DataType, OnnxFields.Float32).Text(OnnxFields.Tensor.RawData, "eightbyt");
            foreach (long size in sizes)
                tensor.Integer(OnnxFields.Tensor.Dims, size);
            Refused("a weight of shape", Model(new ProtobufWriter().Message(OnnxFields.Graph.Initializer, tensor)));
        }
    }

    [Fact]
    public void A_graph_that_cannot_run_is_refused()
    {
        Refused("before it is made", Model(Graph(Relu("y", "x"), Relu("logits", "y"), Relu("x2", "unknown"))));
        Refused("is made twice", Model(Graph(Relu("y", "pictures"), Relu("y", "pictures"), Relu("logits", "y"))));
        Refused("nothing makes its output", Model(Graph(Relu("y", "pictures"))));
        Refused("outputs, not one of each", Model(new ProtobufWriter().Message(OnnxFields.Graph.Node, Relu("y", "pictures"))));
        Refused("it holds no graph", new ProtobufWriter().Integer(OnnxFields.Model.IrVersion, 8));
        Refused("version 18", Model(Graph(Relu("logits", "pictures")), opset: 18));
    }

    [Fact]
    public void An_operation_that_is_not_known_here_is_named()
    {
        ProtobufWriter node = Relu("logits", "pictures", "Einsum");
        File.WriteAllBytes(Path, Model(Graph(node)).Bytes.ToArray());
        OnnxNetwork network = OnnxFile.Open(Path);
        var failure = Assert.Throws<WeightFormatException>(() => network.Forward(Tensor.Zeros([1, 3, 2, 2])));
        Assert.Contains("`Einsum`", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_refused()
    {
        foreach (string text in new[] { "<!doctype html><html>Moved</html>", "{\"error\":\"not found\"}", "PK\u0003\u0004" })
        {
            File.WriteAllText(Path, text);
            Assert.Throws<WeightFormatException>(() => OnnxFile.Open(Path));
        }
        Assert.Throws<WeightFormatException>(() => OnnxFile.Open(_folder.File("missing.onnx")));
    }

    byte[] Small()
    {
        OnnxFile.Save(Path, new ResNet(new ResNetGeometry(BlockKind.SqueezeExcite, [1, 1]) { Stem = StemKind.Cifar, FirstPlanes = 16 }, classes: 3), Description);
        return File.ReadAllBytes(Path);
    }

    void Refused(string reason, ProtobufWriter file)
    {
        File.WriteAllBytes(Path, file.Bytes.ToArray());
        var failure = Assert.Throws<WeightFormatException>(() => OnnxFile.Open(Path));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    static ProtobufWriter Model(ProtobufWriter graph, int opset = OnnxWriter.OpsetVersion) => new ProtobufWriter()
        .Message(OnnxFields.Model.OpsetImport, new ProtobufWriter().Integer(OnnxFields.Opset.Version, opset))
        .Message(OnnxFields.Model.Graph, graph);

    static ProtobufWriter Graph(params ProtobufWriter[] nodes)
    {
        ProtobufWriter graph = new ProtobufWriter()
            .Message(OnnxFields.Graph.Input, new ProtobufWriter().Text(OnnxFields.ValueInfo.Name, "pictures"))
            .Message(OnnxFields.Graph.Output, new ProtobufWriter().Text(OnnxFields.ValueInfo.Name, "logits"));
        foreach (ProtobufWriter node in nodes)
            graph.Message(OnnxFields.Graph.Node, node);
        return graph;
    }

    static ProtobufWriter Relu(string output, string input, string operation = "Relu") => new ProtobufWriter()
        .Text(OnnxFields.Node.Input, input).Text(OnnxFields.Node.Output, output).Text(OnnxFields.Node.Name, output).Text(OnnxFields.Node.OpType, operation);
}
