using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public sealed class Cifar100Tests : IDisposable
{
    const int RecordSize = 3074;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_has_a_coarse_label_a_fine_label_and_the_planes()
    {
        WriteFile("test.bin", pictures: 10_000, record: 9_999, coarse: 11, fine: 19);
        var pixels = new byte[3072];

        var fine = new Cifar100(_folder.Path, train: false);
        var coarse = new Cifar100(_folder["cifar-100-binary"], train: false, coarse: true);

        Assert.Equal((10_000, "CIFAR-100", "CIFAR-100 coarse"), (fine.Count, fine.Name, coarse.Name));
        Assert.Equal("cattle", fine.ClassNames[fine.LabelOf(9_999)]);
        Assert.Equal("large_omnivores_and_herbivores", coarse.ClassNames[coarse.Read(9_999, pixels)]);
        Assert.Equal((byte[])[1, 2, 3], pixels[..3]);
    }

    [Fact]
    public void The_training_pictures_are_in_one_file()
    {
        WriteFile("train.bin", pictures: 50_000, record: 49_999, coarse: 19, fine: 99);

        var train = new Cifar100(_folder.Path, train: true);

        Assert.Equal((50_000, 99), (train.Count, train.LabelOf(49_999)));
    }

    [Fact]
    public void There_are_a_hundred_classes_and_twenty_coarse_ones_in_the_order_of_the_alphabet()
    {
        Assert.Equal((100, 20), (Cifar100.Names.Count, Cifar100.CoarseNames.Count));
        Assert.Equal(Cifar100.Names.Order(StringComparer.Ordinal), Cifar100.Names);
        Assert.Equal(Cifar100.CoarseNames.Order(StringComparer.Ordinal), Cifar100.CoarseNames);
    }

    [Theory]
    [InlineData(20, 0, "record 5 is labelled 20, and labels are 0 to 19")]
    [InlineData(0, 100, "record 5 is labelled 100, and labels are 0 to 99")]
    public void A_label_that_is_none_is_refused(byte coarse, byte fine, string reason)
    {
        WriteFile("test.bin", pictures: 10_000, record: 5, coarse, fine);

        Assert.Contains(reason, Assert.Throws<DatasetException>(() => new Cifar100(_folder.Path, train: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_size_is_refused()
    {
        WriteFile("test.bin", pictures: 9_999, record: 5, coarse: 0, fine: 0);

        Assert.Contains(
            "is not a whole file of CIFAR-100: it has 30,736,926 bytes, and should have 30,740,000.",
            Assert.Throws<DatasetException>(() => new Cifar100(_folder.Path, train: false)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_files_and_download_the_message_tells_what_to_get()
    {
        var error = Assert.Throws<DatasetException>(() => new Cifar100(_folder.Path, train: true));

        Assert.Contains("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz (168,513,733 bytes, SHA-256 58a81ae1", error.Message, StringComparison.Ordinal);
    }

    // A sparse file of zeros but for one record.
    void WriteFile(string name, int pictures, int record, byte coarse, byte fine)
    {
        Directory.CreateDirectory(_folder["cifar-100-binary"]);
        using var file = File.Create(_folder["cifar-100-binary", name]);
        file.SetLength((long)pictures * RecordSize);
        file.Position = (long)record * RecordSize;
        file.Write([coarse, fine, 1]);
        file.Position += 1023;
        file.WriteByte(2);
        file.Position += 1023;
        file.WriteByte(3);
    }
}
