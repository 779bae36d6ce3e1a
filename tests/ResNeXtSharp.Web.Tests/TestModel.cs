using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Models;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Web.Tests;

/// <summary>A small untrained model, and pictures for it.</summary>
static class TestModel
{
    public const string Name = "resnext_tiny";

    public static ModelDescription Description { get; } = new(Name, Shapes.Names, Shapes.Mean.ToArray(), Shapes.Std.ToArray(), Shapes.Side, Shapes.Title);

    public static Classifier Classifier { get; } = Create();

    /// <summary>A PNG file of noise.</summary>
    public static byte[] Png(int seed, int width = 40, int height = 32) => Noise(seed, width, height).ToPng();

    public static Image Noise(int seed, int width = 40, int height = 32)
    {
        var random = new CounterRandom((ulong)seed, RandomPurpose.Synthetic);
        var pixels = new byte[width * height * Image.Channels];
        var (low, span) = (random.NextInt32(128), 1 + random.NextInt32(127));
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(low + random.NextInt32(span));
        return new Image(width, height, pixels);
    }

    static Classifier Create()
    {
        var model = ModelCatalog.Create(Name, Shapes.Names.Count, seed: 5);
        model.Eval();
        return new Classifier(model, Description);
    }
}
