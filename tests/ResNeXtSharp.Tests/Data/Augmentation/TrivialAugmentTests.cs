using System.Security.Cryptography;
using System.Text.Json;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public sealed class TrivialAugmentTests
{
    [Fact]
    public void Each_operation_gives_the_bytes_of_torchvision()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "augmentations.json")));
        var wrong = cases.RootElement.EnumerateArray().Where(each => Hash(each) != each.GetProperty("sha256").GetString()).Select(each => each.ToString());

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_same_seed_gives_the_same_pictures_and_another_seed_others()
    {
        Assert.Equal(Pictures(seed: 1), Pictures(seed: 1));
        Assert.NotEqual(Pictures(seed: 1), Pictures(seed: 2));
    }

    [Fact]
    public void Augmenting_a_picture_again_allocates_nothing()
    {
        var (dataset, sample, augment) = (new Shapes(train: true), new ImageSample(), new TrivialAugment());
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            for (var index = 0; index < 100; index++)
            {
                sample.Read(dataset, index);
                augment.Apply(sample);
            }
        }
    }

    [Fact]
    public void Pictures_of_one_pixel_and_without_colours_can_be_augmented()
    {
        var sample = new ImageSample();
        foreach (var operation in Enum.GetValues<AugmentOperation>())
            foreach (var channels in (int[])[1, 3, 4])
                foreach (var (height, width) in ((int, int)[])[(1, 1), (1, 5), (2, 1)])
                {
                    sample.Start(height, width, channels).Fill(77);
                    TrivialAugment.Apply(sample, operation, operation == AugmentOperation.Posterize ? 4 : 0.5);
                    Assert.Equal((height, width, channels), (sample.Height, sample.Width, sample.Channels));
                }
    }

    [Fact]
    public void Floats_are_refused()
    {
        var sample = new ImageSample();
        sample.Start(4, 4, 3).Clear();
        new ToTensor().Apply(sample);
        Assert.Throws<InvalidOperationException>(() => TrivialAugment.Apply(sample, AugmentOperation.Equalize, 0));
    }

    static string Hash(JsonElement wanted)
    {
        var sample = new ImageSample();
        ImageFile.Load(GoldenImages.PathOf(wanted.GetProperty("picture").GetString()!)).CopyTo(sample);
        TrivialAugment.Apply(sample, Enum.Parse<AugmentOperation>(wanted.GetProperty("operation").GetString()!), wanted.GetProperty("magnitude").GetDouble());
        return Convert.ToHexStringLower(SHA256.HashData(sample.Pixels));
    }

    static byte[] Pictures(ulong seed)
    {
        var sample = new ImageSample();
        return [.. Enumerable.Range(0, 50).SelectMany(index =>
        {
            sample.Read(new Shapes(train: true), index, seed, epoch: 3);
            new TrivialAugment().Apply(sample);
            return sample.Pixels.ToArray();
        })];
    }
}
