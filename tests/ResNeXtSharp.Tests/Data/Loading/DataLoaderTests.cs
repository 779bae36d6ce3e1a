using ResNeXtSharp.Data;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Training;

namespace ResNeXtSharp.Tests.Data;

public class DataLoaderTests
{
    static readonly ITransform Transform = new ToTensor();

    [Theory]
    [InlineData(10, 4, false, new[] { 4, 4, 2 })]
    [InlineData(10, 4, true, new[] { 4, 4 })]
    [InlineData(8, 4, false, new[] { 4, 4 })]
    [InlineData(3, 4, false, new[] { 3 })]
    [InlineData(3, 4, true, new int[0])]
    [InlineData(3, 1, false, new[] { 1, 1, 1 })]
    [InlineData(3, int.MaxValue, false, new[] { 3 })]
    public void Batches_have_the_size_asked_for_and_the_last_one_the_rest(int count, int batchSize, bool dropLast, int[] expected)
    {
        using var loader = new DataLoader(new NumberedDataset(count), batchSize, shuffle: false, Transform, dropLast: dropLast);

        Assert.Equal(expected, loader.Select(batch => batch.Count).ToArray());
        Assert.Equal(expected.Length, loader.BatchCount);
        Assert.Equal(expected.Sum(), loader.SampleCount);
    }

    [Fact]
    public void A_batch_holds_pictures_labels_and_indices()
    {
        using var loader = new DataLoader(new NumberedDataset(8), batchSize: 2, shuffle: false, Transform);

        var batch = loader.Last();
        var (inputs, labels) = batch;

        Assert.Equal<IEnumerable<int>>([6, 7], batch.Indices);
        Assert.Equal<IEnumerable<int>>([1, 2], labels);
        Assert.Equal(new Shape(2, 1, 2, 3), inputs.Shape);
        Assert.Equal(((float[])[6, 7, 8, 9, 10, 11, 7, 8, 9, 10, 11, 12]).Select(value => value / 255), inputs.ToArray());
    }

    [Fact]
    public void Inputs_are_channel_by_channel_to_the_user()
    {
        var dataset = new Shapes(train: false, count: 3);
        using var loader = new DataLoader(dataset, batchSize: 3, shuffle: false, Transform);
        var pixels = new byte[dataset.PixelBytes];
        dataset.Read(2, pixels);

        var inputs = loader.Single().Inputs;

        Assert.Equal(new Shape(3, 3, 32, 32), inputs.Shape);
        var values = inputs.ToArray();
        for (var channel = 0; channel < 3; channel++)
            Assert.Equal(pixels[(5 * 32 + 7) * 3 + channel] / 255f, values[((2 * 3 + channel) * 32 + 5) * 32 + 7]);
    }

    [Fact]
    public void Shuffling_shows_each_picture_once_in_an_order_of_its_own_each_epoch()
    {
        using var loader = new DataLoader(new NumberedDataset(100), batchSize: 7, shuffle: true, Transform);

        var first = Indices(loader);
        var second = Indices(loader);

        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.Equal(Enumerable.Range(0, 100), second.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(Enumerable.Range(0, 100), first);
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        using var straight = new DataLoader(new NumberedDataset(50), batchSize: 8, shuffle: true, Transform, seed: 3);
        using var jumping = new DataLoader(new NumberedDataset(50), batchSize: 5, shuffle: true, Transform, seed: 3) { Epoch = 1 };
        using var other = new DataLoader(new NumberedDataset(50), batchSize: 8, shuffle: true, Transform, seed: 4);

        var first = Indices(straight);
        var second = Indices(straight);

        Assert.Equal(second, Indices(jumping));
        Assert.NotEqual(first, Indices(other));
    }

    [Fact]
    public void A_full_enumeration_advances_the_epoch_and_a_broken_one_does_not()
    {
        using var loader = new DataLoader(new NumberedDataset(20), batchSize: 2, shuffle: true, Transform);

        var broken = loader.First().Indices;
        Assert.Equal(0, loader.Epoch);
        Assert.Equal(broken, Indices(loader).Take(2));
        Assert.Equal(1, loader.Epoch);
    }

    [Fact]
    public void Random_transforms_change_from_epoch_to_epoch_and_repeat_with_the_seed()
    {
        using var loader = new DataLoader(new NumberedDataset(4), batchSize: 4, shuffle: false, new RandomValues(), seed: 1);
        using var again = new DataLoader(new NumberedDataset(4), batchSize: 1, shuffle: false, new RandomValues(), seed: 1);

        var first = loader.Single().Inputs.ToArray();
        var second = loader.Single().Inputs.ToArray();

        Assert.Equal(first, again.SelectMany(batch => batch.Inputs.ToArray()));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_batch_stays_as_it_is_while_later_ones_are_prepared()
    {
        using var loader = new DataLoader(new NumberedDataset(40), batchSize: 4, shuffle: false, Transform);

        var batches = loader.ToList();

        for (var i = 0; i < batches.Count; i++)
        {
            Assert.Equal(4 * i / 255f, batches[i].Inputs.ToArray()[0]);
            Assert.Equal(4 * i, batches[i].Indices[0]);
        }
    }

    [Fact]
    public void No_more_than_two_batches_are_prepared_ahead()
    {
        var reads = 0;
        using var loader = new DataLoader(new NumberedDataset(100, onRead: _ => Interlocked.Increment(ref reads)), batchSize: 1, shuffle: false, Transform);

        using (var batches = loader.GetEnumerator())
        {
            for (var i = 0; i < 10; i++) Assert.True(batches.MoveNext());
        }

        Assert.InRange(reads, 10, 12);
    }

    [Fact]
    public void A_failure_names_the_sample_and_ends_the_enumeration_cleanly()
    {
        using var loader = new DataLoader(new NumberedDataset(20, damaged: 13), batchSize: 4, shuffle: false, Transform);
        var seen = new List<int>();

        var error = Assert.Throws<DatasetException>(() =>
        {
            foreach (var batch in loader) seen.AddRange(batch.Indices);
        });

        Assert.Equal("Number 13 is scrambled.", error.Message);
        Assert.Equal(Enumerable.Range(0, 12), seen);
        Assert.Equal<IEnumerable<int>>([0, 1, 2, 3], loader.First().Indices);
    }

    [Fact]
    public void Damaged_pictures_are_left_out_and_named_once()
    {
        var skipped = new List<string>();
        using var loader = new DataLoader(new NumberedDataset(20, damaged: 13), batchSize: 4, shuffle: false, Transform)
        {
            DamagedLimit = 1,
            Skipped = new Recorder<DatasetException>(reason => skipped.Add(reason.Message)),
        };

        for (var epoch = 0; epoch < 2; epoch++)
        {
            var batches = loader.ToList();

            Assert.Equal([4, 4, 4, 3, 4], batches.Select(batch => batch.Count));
            Assert.Equal<IEnumerable<int>>([12, 14, 15], batches[3].Indices);
            Assert.Equal<IEnumerable<int>>([2, 4, 0], batches[3].Labels);
            Assert.Equal(((float[])[12, 14, 15]).Select(value => value / 255), batches[3].Inputs.ToArray().Chunk(6).Select(picture => picture[0]));
        }
        Assert.Equal(["Number 13 is scrambled."], skipped);
    }

    [Fact]
    public void A_batch_of_which_nothing_is_left_is_left_out()
    {
        using var loader = new DataLoader(new NumberedDataset(5, damaged: 2), batchSize: 1, shuffle: false, Transform) { DamagedLimit = 1 };

        Assert.Equal([0, 1, 3, 4], Indices(loader));
    }

    [Fact]
    public void More_damaged_pictures_than_the_limit_are_named_together()
    {
        var all = Enumerable.Range(0, 9).ToHashSet();
        using var loader = new DataLoader(new NumberedDataset(40, isDamaged: all.Contains), batchSize: 4, shuffle: false, Transform) { DamagedLimit = 6 };

        var error = Assert.Throws<DatasetException>(() => loader.Count());

        Assert.StartsWith("7 pictures of numbers cannot be read: Number 0 is scrambled. Number 1 is scrambled. ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Number 4 is scrambled. And 2 more. Repair or delete these files.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_without_any_picture_is_an_error()
    {
        using var loader = new DataLoader(new NumberedDataset(3, isDamaged: _ => true), batchSize: 2, shuffle: false, Transform) { DamagedLimit = 3 };

        Assert.Throws<DatasetException>(() => loader.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void The_batches_are_the_same_however_many_are_prepared_ahead(int batchesAhead)
    {
        using var two = new DataLoader(new NumberedDataset(50), batchSize: 4, shuffle: true, new RandomValues(), seed: 9);
        using var others = new DataLoader(new NumberedDataset(50), batchSize: 4, shuffle: true, new RandomValues(), seed: 9) { BatchesAhead = batchesAhead };

        Assert.Equal(two.SelectMany(batch => batch.Inputs.ToArray()), others.SelectMany(batch => batch.Inputs.ToArray()));
    }

    [Fact]
    public void Transforms_that_leave_bytes_are_refused_with_the_cure()
    {
        using var loader = new DataLoader(new NumberedDataset(2), batchSize: 2, shuffle: false, new Compose());

        var error = Assert.Throws<DatasetException>(() => loader.First());

        Assert.Equal("picture 0 of numbers cannot be used: the transforms leave bytes: end them with ToTensor, or with Normalize after it", error.Message);
    }

    [Fact]
    public void Pictures_of_different_sizes_in_a_batch_are_refused()
    {
        using var loader = new DataLoader(new NumberedDataset(3), batchSize: 3, shuffle: false, new GrowingPictures());

        var error = Assert.Throws<DatasetException>(() => loader.First());

        Assert.StartsWith("picture 1 of numbers cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_enumerations_at_once_are_refused()
    {
        using var loader = new DataLoader(new NumberedDataset(20), batchSize: 2, shuffle: false, Transform);
        using (var first = loader.GetEnumerator())
        {
            Assert.True(first.MoveNext());
            Assert.Throws<InvalidOperationException>(() => loader.Count());
            Assert.True(first.MoveNext());
        }

        Assert.Equal(10, loader.Count());
    }

    [Fact]
    public void Leaving_the_loop_early_stops_all_reading()
    {
        var reads = 0;
        using var loader = new DataLoader(new NumberedDataset(1000, onRead: _ => Interlocked.Increment(ref reads)), batchSize: 50, shuffle: false, Transform);

        foreach (var _ in loader) break;

        var readsAtEnd = reads;
        Assert.Equal(20, loader.Count());
        Assert.Equal(readsAtEnd + 1000, reads);
    }

    [Fact]
    public void Cancelling_ends_the_enumeration()
    {
        using var cancellation = new CancellationTokenSource();
        using var loader = new DataLoader(new NumberedDataset(20), batchSize: 2, shuffle: false, Transform);
        var batches = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in loader.WithCancellation(cancellation.Token))
                if (++batches == 3) cancellation.Cancel();
        });

        Assert.Equal(3, batches);
        Assert.Equal(10, loader.Count());
    }

    [Fact]
    public void A_disposed_loader_is_refused_its_next_batch()
    {
        var loader = new DataLoader(new NumberedDataset(20), batchSize: 2, shuffle: false, Transform);
        using var batches = loader.GetEnumerator();
        Assert.True(batches.MoveNext());

        loader.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batches.MoveNext());
        Assert.Throws<ObjectDisposedException>(() => loader.Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-32)]
    public void A_batch_of_less_than_one_is_refused(int batchSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(new NumberedDataset(20), batchSize, shuffle: false, Transform));

    [Fact]
    public void A_negative_epoch_is_refused()
    {
        using var loader = new DataLoader(new NumberedDataset(20), batchSize: 2, shuffle: false, Transform);

        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch = -1);
    }

    [Fact]
    public void A_limit_or_a_lead_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(new NumberedDataset(2), 2, shuffle: false, Transform) { DamagedLimit = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(new NumberedDataset(2), 2, shuffle: false, Transform) { BatchesAhead = 0 });
    }

    static int[] Indices(DataLoader loader) => [.. loader.SelectMany(batch => batch.Indices)];

    sealed class RandomValues : ITransform
    {
        public void Apply(ImageSample sample)
        {
            new ToTensor().Apply(sample);
            foreach (ref var value in sample.Values) value = sample.Random.NextSingle();
        }
    }

    sealed class GrowingPictures : ITransform
    {
        public void Apply(ImageSample sample)
        {
            sample.Start(1 + sample.Index, 1, 1);
            new ToTensor().Apply(sample);
        }
    }
}
