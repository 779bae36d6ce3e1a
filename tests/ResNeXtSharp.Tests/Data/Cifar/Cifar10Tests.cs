using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    const int FileSize = 30_730_000;
    const int RecordSize = 3073;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_test_pictures_are_read_from_the_folder_or_its_parent()
    {
        WriteBatch("test_batch.bin", record: 9_999, label: 7);
        var pixels = new byte[3072];

        foreach (var root in new[] { _folder.Path, _folder["cifar-10-batches-bin"], _folder["cifar-10-batches-bin"] + Path.DirectorySeparatorChar })
        {
            var dataset = new Cifar10(root, train: false);

            Assert.Equal(10_000, dataset.Count);
            Assert.Equal(7, dataset.Read(9_999, pixels));
            Assert.Equal((32, 32, 3), (dataset.Height, dataset.Width, dataset.Channels));
        }
    }

    [Fact]
    public void A_folder_of_another_name_is_known_by_its_files()
    {
        WriteBatch("test_batch.bin", record: 0, label: 3);
        Directory.Move(_folder["cifar-10-batches-bin"], _folder["pictures"]);

        Assert.Equal(3, new Cifar10(_folder["pictures"], train: false).Read(0, new byte[3072]));
    }

    [Fact]
    public void The_training_pictures_are_those_of_five_files_in_order()
    {
        for (var batch = 1; batch <= 5; batch++) WriteBatch($"data_batch_{batch}.bin", record: batch, label: (byte)batch);

        var dataset = new Cifar10(_folder.Path, train: true);

        Assert.Equal(50_000, dataset.Count);
        var pixels = new byte[3072];
        for (var batch = 1; batch <= 5; batch++) Assert.Equal(batch, dataset.Read((batch - 1) * 10_000 + batch, pixels));
    }

    [Fact]
    public void The_planes_of_a_record_become_pixels()
    {
        WriteBatch("test_batch.bin", record: 2, label: 4);
        var pixels = new byte[3072];

        new Cifar10(_folder.Path, train: false).Read(2, pixels);

        var place = (5 * 32 + 9) * 3;
        Assert.Equal((byte[])[Red(5, 9), Green(5, 9), Blue(5, 9)], pixels[place..(place + 3)]);
    }

    [Fact]
    public void Classes_mean_and_deviation_are_the_published_ones()
    {
        WriteBatch("test_batch.bin", record: 0, label: 0);

        Assert.Equal(
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], new Cifar10(_folder.Path, train: false).ClassNames);
        Assert.Equal((float[])[0.4914f, 0.4822f, 0.4465f], Cifar10.Mean.ToArray());
        Assert.Equal((float[])[0.2471f, 0.2435f, 0.2616f], Cifar10.Std.ToArray());
    }

    [Theory]
    [InlineData(FileSize - 1, "30,729,999")]
    [InlineData(FileSize + 1, "30,730,001")]
    [InlineData(0, "0")]
    public void A_file_of_another_size_is_refused_with_both_sizes_and_the_cure(int size, string shown)
    {
        WriteBatch("test_batch.bin", record: 0, label: 0);
        var path = _folder["cifar-10-batches-bin", "test_batch.bin"];
        using (var file = File.OpenWrite(path)) file.SetLength(size);

        var error = Assert.Throws<DatasetException>(() => new Cifar10(_folder.Path, train: false));

        Assert.Equal(
            $"{path} is not a whole file of CIFAR-10: it has {shown} bytes, and should have 30,730,000. " +
            $"Delete the folder {Path.GetDirectoryName(path)} and get the data again.",
            error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        WriteBatch("data_batch_1.bin", record: 0, label: 0);

        var error = Assert.Throws<DatasetException>(() => new Cifar10(_folder.Path, train: true));

        Assert.Contains("data_batch_2.bin is not a whole file of CIFAR-10: it is missing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_above_nine_is_refused_with_its_record()
    {
        WriteBatch("test_batch.bin", record: 1_234, label: 10);

        var error = Assert.Throws<DatasetException>(() => new Cifar10(_folder.Path, train: false));

        Assert.Contains("record 1234 is labelled 10, and labels are 0 to 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_files_and_download_the_message_tells_what_to_get_and_where_to_put_it()
    {
        var error = Assert.Throws<DatasetException>(() => new Cifar10(_folder.Path, train: true));

        Assert.Equal(
            $"CIFAR-10 is not in {_folder["cifar-10-batches-bin"]}. Get https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz (170,052,171 bytes, " +
            "SHA-256 c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd) and save it, still packed, as " +
            $"{_folder["cifar-10-binary.tar.gz"]}.",
            error.Message);
        Assert.Empty(_folder.Content());
    }

    // A sparse file of zeros but for one record.
    void WriteBatch(string name, int record, byte label)
    {
        Directory.CreateDirectory(_folder["cifar-10-batches-bin"]);
        using var file = File.Create(_folder["cifar-10-batches-bin", name]);
        file.SetLength(FileSize);
        file.Position = (long)record * RecordSize;
        file.WriteByte(label);
        foreach (var plane in new Func<int, int, byte>[] { Red, Green, Blue })
            file.Write([.. from row in Enumerable.Range(0, 32) from column in Enumerable.Range(0, 32) select plane(row, column)]);
    }

    static byte Red(int row, int column) => (byte)(row * 7 + column);

    static byte Green(int row, int column) => (byte)(row + column * 5);

    static byte Blue(int row, int column) => (byte)(row * 3 + column * 2 + 1);
}
