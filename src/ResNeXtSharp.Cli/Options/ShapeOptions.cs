using System.CommandLine;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Cli.Options;

/// <summary>How many pictures of which size go through a model, and how many classes it tells apart.</summary>
/// <param name="defaultBatch">Pictures when the command line does not say.</param>
sealed class ShapeOptions(int defaultBatch)
{
    public Option<PictureSize> Size { get; } = new("--size")
    {
        Description = "Rows and columns of the pictures: 32, or 96x64",
        HelpName = "N|HxW",
        DefaultValueFactory = _ => new PictureSize(32, 32),
        CustomParser = result =>
        {
            if (PictureSize.TryParse(result.Tokens[0].Value, out var size)) return size;
            result.AddError($"--size is a number of pixels such as 32, or rows and columns such as 96x64, not {result.Tokens[0].Value}.");
            return default;
        },
    };

    public Option<int> Batch { get; } = new Option<int>("--batch", "--batch-size", "-b")
    {
        Description = "Pictures that go through the model together",
        HelpName = "N",
        DefaultValueFactory = _ => defaultBatch,
    }.AtLeast(1);

    public Option<int> Classes { get; } = new Option<int>("--classes")
    {
        Description = "Classes that the model tells apart",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.AtLeast(1);

    /// <summary>The shape of a batch.</summary>
    public Shape Input(ParseResult parsed) => Input(parsed, parsed.GetValue(Size));

    /// <summary>The shape of a batch of pictures of another size than the default.</summary>
    public Shape Input(ParseResult parsed, PictureSize size)
    {
        const int Channels = 3;
        return [parsed.GetValue(Batch), Channels, size.Height, size.Width];
    }
}
