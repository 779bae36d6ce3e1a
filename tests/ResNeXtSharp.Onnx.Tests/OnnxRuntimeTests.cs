using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Onnx.Tests;

/// <summary>Exported files in ONNX Runtime: it loads them, and its logits are the model's.</summary>
public sealed class OnnxRuntimeTests : IDisposable
{
    private const int Classes = 12;

    // A share of the largest logit.
    private const double Tolerance = 1e-4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resnext-onnx-");

    // Larger models repeat the blocks of smaller ones, and each takes seconds and up to 3 GB.
    private const long MostParameters = 30_000_000;

    /// <summary>The models of the family that are checked every time.</summary>
    public static TheoryData<string> Names => [.. ModelCatalog.Entries.Where(entry => entry.Size.Parameters <= MostParameters).Select(entry => entry.Name)];

    /// <summary>The others, checked when asked for: <c>-explicit only</c>.</summary>
    public static TheoryData<string> LargeNames => [.. ModelCatalog.Entries.Where(entry => entry.Size.Parameters > MostParameters).Select(entry => entry.Name)];

    /// <summary>One of each kind of stem, block and shortcut.</summary>
    public static TheoryData<string> Kinds => ["resnet18", "resnext14_8x4d", "resnext14d_8x4d", "seresnext14_8x4d", "resnext11_4x8d", "resnext_tiny", "resnext_fast"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_are_the_models(string name) => Check(name, keepBatchNorm: false, [2, 3, 32, 32]);

    [Theory(Explicit = true)]
    [MemberData(nameof(LargeNames))]
    public void Logits_of_large_models_are_the_models(string name) => Check(name, keepBatchNorm: false, [2, 3, 32, 32]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Logits_are_the_models_with_batch_norms_kept(string name) => Check(name, keepBatchNorm: true, [2, 3, 32, 32]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_file_takes_any_number_and_size_of_pictures(string name)
    {
        ResNet model = Model(name);
        using InferenceSession session = Export(model, keepBatchNorm: false);
        foreach (Shape shape in new Shape[] { [1, 3, 32, 32], [3, 3, 33, 47], [2, 3, 70, 61] })
            Compare(model, session, shape);
    }

    [Fact]
    public void Metadata_names_classes_and_preprocessing()
    {
        using InferenceSession session = Export(Model("resnext_tiny"), keepBatchNorm: false);
        Dictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal("ResNeXtSharp", session.ModelMetadata.ProducerName);
        Assert.StartsWith("""["class 0","class 1",""", metadata["class_names"], StringComparison.Ordinal);
        Assert.Equal(
            """{"resize_shorter_side":36,"interpolation":"bilinear, antialiased","center_crop":32,"layout":"NCHW, RGB, 0..1, then (x - mean) / std","mean":[0.5,0.25,0.125],"std":[0.5,1,2]}""",
            metadata["preprocessing"]);
    }

    [Fact]
    public void Folding_leaves_no_batch_norm_and_keeping_leaves_all()
    {
        ResNet model = Model("resnext_tiny");
        int norms = model.NamedModules().Count(named => named.Module is BatchNorm2d);
        int Nodes(bool keep)
        {
            string path = Path.Combine(_folder.FullName, "nodes.onnx");
            OnnxFile.Save(path, model, Description(), keep);
            return OnnxFile.Open(path).NodeCount;
        }
        Assert.Equal(norms, Nodes(keep: true) - Nodes(keep: false));
    }

    void Check(string name, bool keepBatchNorm, Shape shape)
    {
        ResNet model = Model(name);
        using InferenceSession session = Export(model, keepBatchNorm);
        Compare(model, session, shape);
    }

    InferenceSession Export(ResNet model, bool keepBatchNorm)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        OnnxFile.Save(path, model, Description(), keepBatchNorm);
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        return new InferenceSession(path, options);
    }

    static void Compare(ResNet model, InferenceSession session, Shape shape)
    {
        var pixels = new float[shape.Count];
        new CounterRandom(1, RandomPurpose.Synthetic).FillUniform(pixels, -2, 2);
        float[] expected;
        model.Eval();
        using (Autograd.NoGrad())
            expected = model.Forward(Tensor.FromArray(pixels, shape)).ToArray();
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("pictures", new DenseTensor<float>(pixels, shape.ToArray()))]);
        DenseTensor<float> actual = results[0].AsTensor<float>().ToDenseTensor();
        Assert.Equal([shape[0], Classes], actual.Dimensions.ToArray());
        double largest = expected.Max(Math.Abs), difference = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(largest > 1e-3, $"logits of {largest} prove nothing");
        Assert.True(difference <= Tolerance * Math.Max(1, largest), $"logits of up to {largest} differ by {difference}");
    }

    /// <summary>Random weights and running statistics. The last norm of a block is small, or activations would double with every block of an untrained network.</summary>
    static ResNet Model(string name)
    {
        ResNet model = ModelCatalog.Create(name, Classes, seed: 5);
        foreach ((string key, Tensor tensor) in model.StateDict())
        {
            if (key.EndsWith("running_mean", StringComparison.Ordinal))
                Initialization.Normal(tensor, 0.1, seed: 6, key);
            else if (key.EndsWith("running_var", StringComparison.Ordinal))
                tensor.CopyFrom([.. tensor.ToArray().Select((_, i) => 1 + (i % 7 / 10f))]);
        }
        foreach (Module block in model.Stages.SelectMany(stage => stage.Children.Select(child => child.Module)))
        {
            BatchNorm2d last = block.Children.Select(child => child.Module).OfType<BatchNorm2d>().Last();
            last.Weight.Value.CopyFrom([.. Enumerable.Range(0, last.Features).Select(i => 0.2f + (i % 3 * 0.05f))]);
        }
        return model;
    }

    static ModelDescription Description() => new(
        "resnext_tiny", [.. Enumerable.Range(0, Classes).Select(i => $"class {i}")], [0.5f, 0.25f, 0.125f], [0.5f, 1, 2], ImageSize: 32, "test", ResizeSize: 36);
}
