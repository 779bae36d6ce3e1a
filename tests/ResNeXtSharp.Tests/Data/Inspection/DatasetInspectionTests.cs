using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public sealed class DatasetInspectionTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mean_and_deviation_count_every_picture_the_same()
    {
        Write("a/large.png", TestPng.Of(8, 6, 255, 0, 51));
        Write("a/small.png", TestPng.Of(2, 1, (_, column) => column == 0 ? ((byte)0, (byte)0, (byte)51) : ((byte)255, (byte)102, (byte)51)));

        var found = DatasetInspection.Run(new ImageFolder(_folder.Path));

        // Red: 1, and half 0 half 1. Green: 0, and half 0 half 0.4. Blue: 0.2 everywhere.
        Assert.Equal([0.75, 0.1, 0.2], found.Mean.Select(value => Math.Round(value, 12)));
        Assert.Equal([Math.Sqrt(0.75 - 0.5625), Math.Sqrt(0.04 - 0.01), 0], found.Std, Within(1e-7));
        Assert.Equal((new LengthRange(1, 1, 6), new LengthRange(2, 2, 8)), (found.Heights, found.Widths));
    }

    [Fact]
    public void Those_of_a_built_in_data_set_are_the_constants()
    {
        var found = DatasetInspection.Run(new Shapes(train: true));

        Assert.Equal(Shapes.Mean.ToArray().Select(value => (double)value), found.Mean, Within(1e-4));
        Assert.Equal(Shapes.Std.ToArray().Select(value => (double)value), found.Std, Within(1e-4));
        Assert.All(found.ClassCounts, count => Assert.Equal(1_000, count));
        Assert.Empty(found.Damaged);
    }

    [Fact]
    public void Damaged_pictures_are_named_and_belong_to_no_class()
    {
        Write("a/1.png", TestPng.Of(1, 1, 1, 2, 3));
        Write("a/2.png", [1, 2, 3]);
        Write("b/3.png", []);

        var found = DatasetInspection.Run(new ImageFolder(_folder.Path));

        Assert.Equal([_folder["a", "2.png"], _folder["b", "3.png"]], found.Damaged.Select(damaged => damaged.Picture));
        Assert.EndsWith("it is empty.", found.Damaged[1].Reason, StringComparison.Ordinal);
        Assert.Equal([1, 0], found.ClassCounts);
    }

    [Fact]
    public void Pictures_of_the_same_pixels_are_found_whatever_their_files()
    {
        Write("train/a/1.png", TestPng.Of(2, 2, 7, 7, 7));
        Write("train/a/2.png", TestPng.Of(4, 1, 7, 7, 7));
        Write("train/b/3.png", TestPng.Of(3, 3, 1, 1, 1));
        Write("train/b/4.png", TestPng.Of(3, 3, 5, 5, 5));
        Write("test/a/5.png", TestPng.Of(3, 3, 1, 1, 1));
        // The same picture as 1.png, in grey.
        Write("test/a/6.png", TestPng.Of(2, 2, bitDepth: 8, colorType: 0, [0, 7, 7, 0, 7, 7]));
        Write("test/b/7.png", TestPng.Of(5, 5, 9, 9, 9));
        Write("test/b/8.png", TestPng.Of(5, 5, 9, 9, 9));
        var train = new ImageFolder(_folder["train"]);

        var groups = DatasetInspection.FindDuplicates(DatasetInspection.Run(train), DatasetInspection.Run(new ImageFolder(_folder["test"], train.ClassNames)));

        Assert.Equal(
            [(true, false, "00 11"), (true, true, "02 10"), (false, false, "12 13")],
            groups.Select(group => (group.CrossesParts, group.CrossesClasses, string.Join(' ', group.Pictures.Select(picture => $"{picture.Part}{picture.Index}")))));
    }

    [Fact]
    public void An_inspection_can_be_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => DatasetInspection.Run(new Shapes(train: true), cancellation: stopped.Token));
    }

    void Write(string name, byte[] content)
    {
        var path = _folder[name.Split('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    static IEqualityComparer<double> Within(double tolerance) => EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance, _ => 0);
}
