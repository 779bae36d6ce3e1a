using ResNeXtSharp.Downloads;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CIFAR-10", "cifar-10-batches-bin")]
    [InlineData("CIFAR-10", "cifar-10-binary.tar.gz")]
    [InlineData("CIFAR-100", "cifar-100-binary")]
    [InlineData("CIFAR-100", "cifar-100-binary.tar.gz")]
    [InlineData("CIFAR-10", "cifar-100-binary", "cifar-10-batches-bin")]
    [InlineData("CIFAR-10", "cifar-10-batches-py")]
    [InlineData("CIFAR-10")]
    public void A_folder_is_known_by_what_it_holds(string expected, params string[] content)
    {
        foreach (var name in content)
        {
            if (name.EndsWith(".gz", StringComparison.Ordinal)) File.WriteAllBytes(_folder[name], []);
            else Directory.CreateDirectory(_folder[name]);
        }

        Assert.Equal(expected, At(_folder.Path).Name);
    }

    [Fact]
    public void A_folder_of_class_folders_is_an_image_folder()
    {
        Assert.IsType<ImageFolderSource>(At(PetFolder.Write(_folder["pets"], perClass: 2)));
        Assert.Equal("CIFAR-100", At(Path.Combine(_folder.Path, "cifar-100-binary")).Name);
    }

    [Fact]
    public void Words_name_data_sets()
    {
        Assert.Equal(["Shapes", "CIFAR-10", "CIFAR-100", "CIFAR-100"], ((string[])["shapes", "cifar10", "cifar100", "cifar100-coarse"]).Select(word => At(word).Name));
        Assert.Equal(20, At("cifar100", new DataSettings(Coarse: true)).ClassNames.Count);
    }

    [Fact]
    public void Some_pictures_of_a_folder_are_of_every_class()
    {
        var some = At(PetFolder.Write(_folder["pets"], perClass: 40)).OpenTrain(20);

        Assert.Equal(20, some.Count);
        Assert.Equal(2, Enumerable.Range(0, 20).Select(some.LabelOf).Distinct().Count());
    }

    static DataSource At(string place, DataSettings? settings = null) =>
        DataSource.At(place, settings ?? new DataSettings(), new SynchronousProgress<DownloadProgress>(_ => { }), CancellationToken.None);
}
