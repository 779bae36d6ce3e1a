namespace ResNeXtSharp.Data;

/// <summary>Lists folders and pictures in torchvision's order, following links.</summary>
static class PictureFiles
{
    static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>The names of the folders directly in a folder, sorted; hidden ones are left out.</summary>
    /// <exception cref="DatasetException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> ClassFolders(string folder) =>
        [.. Entries(folder).Where(entry => entry.IsFolder).Select(entry => entry.Name).Order(CodePointOrder.Instance)];

    /// <summary>The pictures in a folder and those below it, by their names; folder after folder, sorted.</summary>
    /// <exception cref="DatasetException">A folder cannot be read, or a link leads back to a folder above it.</exception>
    public static IEnumerable<string> Below(string folder)
    {
        var folders = new List<string>();
        Collect(folder, Target(new DirectoryInfo(folder)), folders, above: []);
        return from each in folders.Order(CodePointOrder.Instance)
               from name in Entries(each).Where(entry => !entry.IsFolder && IsPicture(entry.Name)).Select(entry => entry.Name).Order(CodePointOrder.Instance)
               select Path.Combine(each, name);
    }

    /// <summary>Adds a folder and those below it.</summary>
    /// <param name="folder">The folder by the names that lead to it.</param>
    /// <param name="target">The same folder without links, by which a circle is known.</param>
    /// <param name="folders">Where to add.</param>
    /// <param name="above">The targets of the folders above.</param>
    static void Collect(string folder, string target, List<string> folders, HashSet<string> above)
    {
        if (!above.Add(target)) throw new DatasetException($"{folder} leads back to {target}, which is above it: remove that link.");
        folders.Add(folder);
        foreach (var (name, isFolder) in Entries(target))
            if (isFolder) Collect(Path.Combine(folder, name), Target(new DirectoryInfo(Path.Combine(target, name))), folders, above);
        above.Remove(target);
    }

    static string Target(DirectoryInfo folder) => Path.TrimEndingDirectorySeparator((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName);

    static bool IsPicture(string name) => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    static List<(string Name, bool IsFolder)> Entries(string folder)
    {
        try
        {
            // Hidden files are those of Windows' attribute and of Unix' leading dot alike: data sets travel.
            var visible = new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };
            return
            [
                .. from entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", visible)
                   where !entry.Name.StartsWith('.')
                   select (entry.Name, IsFolder(entry)),
            ];
        }
        catch (DirectoryNotFoundException e)
        {
            throw new DatasetException($"{folder} does not exist, or is no folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder} cannot be read: {e.Message}", e);
        }
    }

    // A link is what it leads to.
    static bool IsFolder(FileSystemInfo entry) => entry is DirectoryInfo || entry.LinkTarget is not null && Directory.Exists(entry.FullName);
}
