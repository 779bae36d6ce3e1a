using System.Reflection;
using System.Text;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>
/// The font of every picture, brought along so that pictures have text on a machine without fonts, and look the same on all. It comes embedded as a
/// library that holds nothing but the font's files.
/// </summary>
static class InterFont
{
    public const string Family = "Inter";

    const string Library = "InterFont";
    const string Files = "!AvaloniaResources";

    static readonly Lazy<SKTypeface> LazyRegular = new(() => Load("/Assets/Inter-Regular.ttf"));
    static readonly Lazy<SKTypeface> LazyBold = new(() => Load("/Assets/Inter-SemiBold.ttf"));

    public static SKTypeface Regular => LazyRegular.Value;

    public static SKTypeface Bold => LazyBold.Value;

    static SKTypeface Load(string path)
    {
        using var library = OpenResource(typeof(InterFont).Assembly, Library);
        var bytes = new byte[library.Length];
        library.ReadExactly(bytes);
        using var stream = OpenResource(Assembly.Load(bytes), Files);
        var (start, length) = Find(stream, path);
        stream.Position = start;
        var file = new byte[length];
        stream.ReadExactly(file);
        return SKTypeface.FromData(SKData.CreateCopy(file)) ?? throw new InvalidOperationException($"{path} of {Library} is no font.");
    }

    static Stream OpenResource(Assembly assembly, string name) =>
        assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no {name}.");

    // The length of an index, the index (version, count, then path, offset and length of each file), the files.
    static (long Start, int Length) Find(Stream stream, string path)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var files = reader.ReadInt32() + sizeof(int);
        reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (name, offset, length) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            if (name == path) return (files + offset, length);
        }
        throw new InvalidOperationException($"{Library} holds no {path}.");
    }
}
