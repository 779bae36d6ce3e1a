namespace ResNeXtSharp.Tests.Weights;

/// <summary>A folder of a test's own, deleted with everything in it.</summary>
public sealed class ScratchFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resnextsharp-");

    public string FullName => _folder.FullName;

    public string File(string name) => Path.Combine(FullName, name);

    public string[] FileNames() => [.. _folder.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
