using System.Reflection;
using System.Text;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>
/// The font of every picture, brought along so that pictures have text on a machine without fonts, and look the same on all. It is read out of a
/// library that holds nothing else.
/// </summary>
static class InterFont
{
    public const string Family = "Inter";

    const string Library = "Avalonia.Fonts.Inter";
    const string Resource = "!AvaloniaResources";

    static readonly Lazy<SKTypeface> LazyRegular = new(() => Load("/Assets/Inter-Regular.ttf"));
    static readonly Lazy<SKTypeface> LazyBold = new(() => Load("/Assets/Inter-SemiBold.ttf"));

    public static SKTypeface Regular => LazyRegular.Value;

    public static SKTypeface Bold => LazyBold.Value;

    static SKTypeface Load(string path)
    {
        using var stream = Assembly.Load(Library).GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Library} holds no {Resource}.");
        var (start, length) = Find(stream, path);
        stream.Position = start;
        var file = new byte[length];
        stream.ReadExactly(file);
        return SKTypeface.FromData(SKData.CreateCopy(file)) ?? throw new InvalidOperationException($"{path} of {Library} is no font.");
    }

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
