using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ResNeXtSharp.Web.Assets;

/// <summary>A file of the pages, embedded in this library.</summary>
sealed class Asset
{
    const string Folder = "wwwroot/";

    static readonly FileExtensionContentTypeProvider Types = new();

    Asset(string path, byte[] content)
    {
        (Path, Content) = (path, content);
        ContentType = TypeOf(path);
        Tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
    }

    /// <summary>Every file, by its path below wwwroot.</summary>
    public static IReadOnlyDictionary<string, Asset> All { get; } = Read().ToDictionary(asset => asset.Path, StringComparer.Ordinal);

    /// <summary>The path below wwwroot, such as <c>css/site.css</c>.</summary>
    public string Path { get; }

    /// <summary>The file's bytes.</summary>
    public byte[] Content { get; }

    /// <summary>What a browser is told they are.</summary>
    public string ContentType { get; }

    /// <summary>Changes when the content does.</summary>
    public EntityTagHeaderValue Tag { get; }

    static IEnumerable<Asset> Read()
    {
        var library = typeof(Asset).Assembly;
        foreach (var name in library.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var stream = library.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new Asset(name[Folder.Length..], content);
        }
    }

    static string TypeOf(string path)
    {
        var type = Types.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" ? type + "; charset=utf-8" : type;
    }
}
