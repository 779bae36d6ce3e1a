namespace ResNeXtSharp.Tests.Data;

/// <summary>A drawn picture and what PIL makes of it.</summary>
static class GoldenImages
{
    static readonly string Folder = Find();

    public static string PathOf(string name) => Path.Combine(Folder, name);

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "Golden", "images");
            if (Directory.Exists(candidate)) return candidate;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has Golden/images.");
    }
}
