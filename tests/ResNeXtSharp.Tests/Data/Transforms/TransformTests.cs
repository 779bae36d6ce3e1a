using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class TransformTests
{
    static readonly ITransform Standard = new Compose(new ToTensor(), new Normalize([0.5f, 0.25f, 0], [0.5f, 0.25f, 2]));

    [Fact]
    public void ToTensor_divides_by_255()
    {
        var sample = Sample(0, 51, 255);

        new ToTensor().Apply(sample);

        Assert.Equal((float[])[0, 51 / 255f, 1], sample.Values.ToArray());
    }

    [Fact]
    public void Normalize_subtracts_the_mean_and_divides_by_the_deviation_of_each_channel()
    {
        var sample = Sample(255, 255, 255, 0, 0, 102);

        Standard.Apply(sample);

        Assert.Equal((float[])[1, 3, 0.5f, -1, -1, 0.2f], sample.Values.ToArray());
    }

    [Fact]
    public void A_sample_can_be_used_again_for_a_picture_of_another_size()
    {
        var sample = Sample(1, 2, 3, 4, 5, 6);
        Standard.Apply(sample);

        sample.Start(height: 1, width: 1, channels: 3).Fill(255);
        Standard.Apply(sample);

        Assert.Equal((float[])[1, 3, 0.5f], sample.Values.ToArray());
    }

    [Fact]
    public void Preparing_a_picture_again_allocates_nothing()
    {
        var dataset = new Shapes(train: true);
        var transform = new Compose(new ToTensor(), new Normalize(Cifar10.Mean, Cifar10.Std));
        var sample = new ImageSample();
        Prepare();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Prepare();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Prepare()
        {
            sample.Read(dataset, 3);
            transform.Apply(sample);
        }
    }

    [Fact]
    public void Normalize_before_ToTensor_is_refused_with_the_cure()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Normalize([0, 0, 0], [1, 1, 1]).Apply(Sample(1, 2, 3)));

        Assert.Equal("The picture is still bytes: put ToTensor before the transforms of floats, such as Normalize.", error.Message);
    }

    [Fact]
    public void ToTensor_twice_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Compose(new ToTensor(), new ToTensor()).Apply(Sample(1, 2, 3)));

        Assert.Equal("The picture is floats already: transforms of bytes go before ToTensor.", error.Message);
    }

    [Fact]
    public void Normalize_for_another_number_of_channels_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Compose(new ToTensor(), new Normalize([0], [1])).Apply(Sample(1, 2, 3)));

        Assert.StartsWith("Normalize has numbers for 1 channels, the picture has 3.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new float[] { 0, 0 }, new float[] { 1 })]
    [InlineData(new float[] { }, new float[] { })]
    [InlineData(new float[] { 0 }, new float[] { 0 })]
    [InlineData(new float[] { 0 }, new float[] { -1 })]
    [InlineData(new float[] { 0 }, new float[] { float.NaN })]
    [InlineData(new float[] { float.PositiveInfinity }, new float[] { 1 })]
    public void Normalize_with_numbers_that_make_no_sense_is_refused(float[] mean, float[] std) =>
        Assert.Throws<ArgumentException>(() => new Normalize(mean, std));

    [Fact]
    public void Compose_refuses_a_transform_that_is_null() => Assert.Throws<ArgumentException>(() => new Compose(new ToTensor(), null!));

    [Fact]
    public void Random_numbers_of_a_sample_depend_on_seed_epoch_and_index_alone()
    {
        Assert.Equal(Draw(seed: 1, epoch: 2, index: 3), Draw(seed: 1, epoch: 2, index: 3));

        uint[] others = [Draw(seed: 2, epoch: 2, index: 3), Draw(seed: 1, epoch: 3, index: 3), Draw(seed: 1, epoch: 2, index: 4), Draw(seed: 1, epoch: 2, index: 3)];
        Assert.Distinct(others);
    }

    static uint Draw(ulong seed, int epoch, int index)
    {
        var sample = new ImageSample();
        sample.Read(new NumberedDataset(10), index, seed, epoch);
        return sample.Random.NextUInt32();
    }

    static ImageSample Sample(params byte[] pixels)
    {
        var sample = new ImageSample();
        pixels.CopyTo(sample.Start(height: 1, pixels.Length / 3, channels: 3));
        return sample;
    }
}
