using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Models;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Inference;

public sealed class ClassifierTests
{
    /// <summary>The server gathers pictures into batches, and promises the answers of the command, which takes one at a time.</summary>
    [Theory]
    [InlineData("resnext_tiny", 32)]
    [InlineData("resnext_fast", 32)]
    [InlineData("resnet18", 40)]
    [InlineData("seresnext50_32x4d", 32)]
    public void A_picture_gets_the_same_bits_in_a_batch_of_any_size(string name, int side)
    {
        var classifier = Create(name, side);
        var pictures = Enumerable.Range(0, 17).Select(seed => classifier.Prepare(Noise(seed, side, side), "noise")).ToArray();
        var alone = pictures.Select(picture => classifier.Classify([picture])[0].Ranking).ToArray();
        foreach (var size in (int[])[2, 3, 4, 5, 7, 8, 16, 17])
        {
            var together = classifier.Classify(pictures[..size]);
            for (var i = 0; i < size; i++) Assert.Equal(alone[i], together[i].Ranking);
        }
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(50, 40)]
    public void A_picture_becomes_what_the_transform_makes_of_it(int width, int height)
    {
        var classifier = Create("resnext_tiny", 32);
        var picture = Noise(2, width, height);
        var sample = new ImageSample();
        picture.CopyTo(sample);
        classifier.Transform.Apply(sample);

        var expected = Prediction.Predict(classifier.Model, Tensor.FromChannelsLast(sample.Values, new Shape(1, 3, 32, 32)))[0];

        Assert.Equal(expected.Select(each => each.Probability), classifier.Classify(picture, "noise").Ranking.Select(each => each.Probability));
    }

    [Fact]
    public void An_explanation_has_the_answer_of_a_classification()
    {
        var classifier = Create("resnext_tiny", 32);
        var picture = classifier.Prepare(Noise(1, 50, 32), "noise");

        var explained = classifier.Explain(picture);

        Assert.Equal(classifier.Classify([picture])[0].Ranking, explained.Classification.Ranking);
        Assert.Equal(explained.Classification.Class, explained.Class);
        Assert.Equal((32, 32), (explained.Heat.Height, explained.Heat.Width));
        Assert.Throws<ArgumentException>(() => classifier.Explain(picture, "unicorn"));
    }

    [Fact]
    public void A_strip_that_would_grow_beyond_all_memory_is_refused_before_it_does()
    {
        var classifier = Create("resnext_tiny", 64);

        Assert.Contains("far too long", Assert.Throws<DatasetException>(() => classifier.Prepare(Noise(1, 1, 16_384), "strip.png")).Message);
    }

    [Fact]
    public void A_description_of_other_classes_is_refused()
    {
        var model = ModelCatalog.Create("resnext_tiny", 3, seed: null);

        Assert.Throws<ArgumentException>(() => new Classifier(model, Describe("resnext_tiny", 32)));
    }

    [Fact]
    public void Pictures_for_another_network_are_refused()
    {
        var (small, large) = (Create("resnext_tiny", 32), Create("resnext_tiny", 40));

        Assert.Throws<ArgumentException>(() => small.Classify([large.Prepare(Noise(1, 32, 32), "noise")]));
    }

    [Theory]
    [InlineData(32, 32, 32, 0, 0, 1, 1)]
    [InlineData(64, 32, 32, 0.25, 0, 0.5, 1)]
    [InlineData(32, 64, 32, 0, 0.25, 1, 0.5)]
    [InlineData(100, 100, 40, 0.1, 0.1, 0.8, 0.8)]
    public void The_part_that_the_network_sees_is_told_in_shares_of_the_picture(int width, int height, int resize, double x, double y, double across, double down)
    {
        var region = Preprocessing.Of(Describe("resnext_tiny", 32) with { ResizeSize = resize }).SeenRegion(width, height);

        Assert.Equal(x, region.X, 12);
        Assert.Equal(y, region.Y, 12);
        Assert.Equal(across, region.Width, 12);
        Assert.Equal(down, region.Height, 12);
    }

    static Classifier Create(string name, int side) => new(ModelCatalog.Create(name, 10, seed: 3), Describe(name, side));

    static ModelDescription Describe(string name, int side) =>
        new(name, [.. Enumerable.Range(0, 10).Select(i => $"class {i}")], [0.5f, 0.4f, 0.3f], [0.2f, 0.3f, 0.4f], side, "noise");

    static Image Noise(int seed, int width, int height)
    {
        var random = new CounterRandom((ulong)seed, RandomPurpose.Synthetic);
        var pixels = new byte[width * height * Image.Channels];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.NextInt32(256);
        return new Image(width, height, pixels);
    }
}
