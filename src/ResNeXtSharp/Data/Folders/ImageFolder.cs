using System.Security.Cryptography;
using System.Text;

namespace ResNeXtSharp.Data;

/// <summary>
/// Pictures sorted into one folder for each class, as <c>torchvision.datasets.ImageFolder</c>: <c>root/cat/1.jpg</c>, <c>root/dog/some/where/2.png</c>.
/// Classes and pictures are in the order of their names. Links are followed; hidden files and folders, and files that are not called .jpg, .jpeg or .png,
/// are left out. A picture is decoded when it is read, in its own size.
/// </summary>
public sealed class ImageFolder : Dataset
{
    readonly List<(string Path, int Label)> _pictures = [];

    /// <summary>Lists the pictures; none is opened.</summary>
    /// <param name="root">The folder of the class folders.</param>
    /// <param name="classNames">
    /// The classes of another part of the same data, whose labels these pictures shall have; a class may have no picture then. By default the class folders.
    /// </param>
    /// <exception cref="DatasetException">
    /// The folder is missing, cannot be read or has no class folders, a class has no picture, or a class folder is none of <paramref name="classNames"/>.
    /// </exception>
    public ImageFolder(string root, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var folders = PictureFiles.ClassFolders(Root);
        if (folders.Count == 0) throw new DatasetException($"{Root} has no class folders: put the pictures of each class into a folder of its own, named after the class.");
        ClassNames = classNames ?? folders;
        var labels = ClassNames.Index().ToDictionary(each => each.Item, each => each.Index);
        foreach (var folder in folders)
        {
            var path = Path.Combine(Root, folder);
            if (!labels.TryGetValue(folder, out var label))
                throw new DatasetException($"{path} is none of the classes {string.Join(", ", ClassNames)}: rename or remove the folder.");
            var before = Count;
            _pictures.AddRange(PictureFiles.Below(path).Select(picture => (picture, label)));
            if (Count == before && classNames is null)
                throw new DatasetException($"{path} holds no picture called .jpg, .jpeg or .png: add pictures, or remove the folder.");
        }
        if (Count == 0) throw new DatasetException($"{Root} holds no picture called .jpg, .jpeg or .png.");
    }

    /// <summary>The full path of the folder of the class folders.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public override string Name => Path.GetFileName(Root) is { Length: > 0 } name ? name : Root;

    /// <inheritdoc/>
    public override int Count => _pictures.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether a folder has a class folder with a picture.</summary>
    /// <exception cref="DatasetException">The folder is missing or cannot be read.</exception>
    public static bool IsIn(string root) => PictureFiles.ClassFolders(root).Any(folder => PictureFiles.Below(Path.Combine(root, folder)).Any());

    /// <summary>The file of a picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Count"/>).</exception>
    public string PathOf(int index)
    {
        CheckIndex(index);
        return _pictures[index].Path;
    }

    /// <inheritdoc/>
    public override string Describe(int index) => PathOf(index);

    internal override void AddIdentity(int index, IncrementalHash hash)
    {
        var file = new FileInfo(_pictures[index].Path);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(Root, file.FullName)}\0{(file.Exists ? file.Length : -1)}\0"));
    }

    /// <inheritdoc/>
    protected override int Label(int index) => _pictures[index].Label;

    /// <inheritdoc/>
    protected override void ReadPicture(int index, ImageSample sample) => ImageFile.Load(_pictures[index].Path).CopyTo(sample);
}
