using ResNeXtSharp.Data;
using ResNeXtSharp.Tests.Training;

namespace ResNeXtSharp.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_and_pictures_are_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "b/2.png", "b/10.png", "B/x.PNG", "a/deep/er/1.jpeg", "a/z.jpg", "a/deep-er/1.jpg", "a/deep/0.png" }) Write(name);

        var pets = new ImageFolder(_folder.Path);

        Assert.Equal(["B", "a", "b"], pets.ClassNames);
        // torchvision sorts the folders by their whole paths, and '-' stands before '/'.
        Assert.Equal(["B/x.PNG", "a/z.jpg", "a/deep/0.png", "a/deep-er/1.jpg", "a/deep/er/1.jpeg", "b/10.png", "b/2.png"], Names(pets));
        Assert.Equal([0, 1, 1, 1, 1, 2, 2], Enumerable.Range(0, 7).Select(pets.LabelOf));
    }

    [Fact]
    public void Names_beyond_the_basic_plane_are_sorted_by_code_point()
    {
        foreach (var name in new[] { "\U0001F600/1.png", "\uFF21/1.png", "z/1.png" }) Write(name);

        Assert.Equal(["z", "\uFF21", "\U0001F600"], new ImageFolder(_folder.Path).ClassNames);
    }

    [Fact]
    public void Hidden_files_and_other_kinds_of_files_are_left_out()
    {
        foreach (var name in new[] { "cat/1.png", "cat/._1.png", "cat/.hidden/2.png", ".git/3.png", "cat/Thumbs.db", "cat/notes.txt", "readme.md", "loose.png" }) Write(name);

        var pets = new ImageFolder(_folder.Path);

        Assert.Equal(["cat"], pets.ClassNames);
        Assert.Equal(["cat/1.png"], Names(pets));
    }

    [Fact]
    public void A_picture_is_read_in_its_own_size()
    {
        Write("cat/1.png", TestPng.Of(5, 3, 10, 20, 30));
        Write("dog/1.png", TestPng.Of(2, 7, 40, 50, 60));
        var (pets, sample) = (new ImageFolder(_folder.Path), new ImageSample());

        sample.Read(pets, 1);

        Assert.Equal((7, 2, 3, 1, 1), (sample.Height, sample.Width, sample.Channels, sample.Label, sample.Index));
        Assert.Equal((byte[])[40, 50, 60], sample.Pixels[..3].ToArray());
        sample.Read(pets, 0);
        Assert.Equal((3, 5, 0), (sample.Height, sample.Width, sample.Label));
    }

    [Fact]
    public void Links_to_files_and_folders_are_followed()
    {
        var elsewhere = Directory.CreateDirectory(_folder["elsewhere"]).FullName;
        File.WriteAllBytes(Path.Combine(elsewhere, "1.png"), TestPng.Of(1, 1, 0, 0, 0));
        Directory.CreateDirectory(_folder["pets", "dog"]);
        Directory.CreateSymbolicLink(_folder["pets", "cat"], elsewhere);
        File.CreateSymbolicLink(_folder["pets", "dog", "2.png"], Path.Combine(elsewhere, "1.png"));
        File.CreateSymbolicLink(_folder["pets", "dog", "lost.png"], Path.Combine(elsewhere, "none.png"));

        var pets = new ImageFolder(_folder["pets"]);

        Assert.Equal(["cat/1.png", "dog/2.png", "dog/lost.png"], Names(pets));
        pets.Read(1, new ImageSample());
        Assert.Equal($"{_folder["pets", "dog", "lost.png"]} does not exist.", Assert.Throws<DatasetException>(() => pets.Read(2, new ImageSample())).Message);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../..")]
    public void A_link_that_leads_back_is_refused(string target)
    {
        Write("pets/cat/1.png");
        Directory.CreateSymbolicLink(_folder["pets", "cat", "loop"], target);

        var error = Assert.Throws<DatasetException>(() => new ImageFolder(_folder["pets"]));

        Assert.Contains("leads back to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_part_takes_the_classes_of_the_first_and_may_lack_some()
    {
        foreach (var name in new[] { "train/a/1.png", "train/b/1.png", "val/b/1.png", "test/c/1.png" }) Write(name);
        var classes = new ImageFolder(_folder["train"]).ClassNames;

        var validation = new ImageFolder(_folder["val"], classes);

        Assert.Equal(classes, validation.ClassNames);
        Assert.Equal(1, validation.LabelOf(0));
        Assert.Contains("is none of the classes a, b", Assert.Throws<DatasetException>(() => new ImageFolder(_folder["test"], classes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_image_folder_is_refused_with_the_cure()
    {
        Write("flat/1.png");
        Write("empty/cat/1.png");
        Directory.CreateDirectory(_folder["empty", "dog"]);

        Assert.Contains("does not exist", Refused("nowhere"), StringComparison.Ordinal);
        Assert.Contains("has no class folders", Refused("flat"), StringComparison.Ordinal);
        Assert.Contains($"{_folder["empty", "dog"]} holds no picture", Refused("empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_pictures_are_named_and_skipped_up_to_the_limit()
    {
        for (var i = 0; i < 6; i++) Write($"cat/{i}.png", i is 1 or 4 ? [1, 2, 3] : TestPng.Of(2, 2, (byte)i, 0, 0));
        var names = new List<string>();
        using var patient = new DataLoader(new ImageFolder(_folder.Path), 2, shuffle: false, new ToTensor())
        {
            DamagedLimit = 2,
            Skipped = new Recorder<DatasetException>(reason => names.Add(reason.Message)),
        };
        using var strict = new DataLoader(new ImageFolder(_folder.Path), 2, shuffle: false, new ToTensor()) { DamagedLimit = 1 };

        Assert.Equal([0, 2, 3, 5], patient.SelectMany(batch => batch.Indices));
        Assert.Equal(["1.png", "4.png"], names.Select(name => Path.GetFileName(name.Split(' ')[0])));
        var error = Assert.Throws<DatasetException>(() => strict.Count());
        Assert.Contains($"{_folder["cat", "1.png"]} cannot be read as a picture", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{_folder["cat", "4.png"]} cannot be read as a picture", error.Message, StringComparison.Ordinal);
    }

    void Write(string name, byte[]? content = null)
    {
        var path = _folder[name.Split('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content ?? []);
    }

    string Refused(string name) => Assert.Throws<DatasetException>(() => new ImageFolder(_folder[name])).Message;

    static string[] Names(ImageFolder folder) =>
        [.. Enumerable.Range(0, folder.Count).Select(index => Path.GetRelativePath(folder.Root, folder.PathOf(index)).Replace('\\', '/'))];
}
