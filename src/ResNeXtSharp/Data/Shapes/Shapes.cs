using System.Security.Cryptography;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// A data set that needs no download: 32x32 pictures of ten shapes, drawn when they are read from (seed, index) alone, the same on every machine. Place, size,
/// rotation, colours, background, blur, noise and rectangles in front all vary, so that a network has something to learn over many epochs.
/// The classes have equally many pictures, up to one; training and test pictures are drawn from different random numbers.
/// </summary>
public sealed class Shapes : FixedSizeDataset
{
    /// <summary>How many training pictures there are unless told otherwise.</summary>
    public const int DefaultTrainCount = 10_000;

    /// <summary>How many test pictures there are unless told otherwise.</summary>
    public const int DefaultTestCount = 2_000;

    /// <summary>The data set's name.</summary>
    public const string Title = "Shapes";

    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 32;

    readonly ulong _seed;
    readonly RandomPurpose _purpose;

    /// <summary>The training or the test pictures of a seed.</summary>
    /// <param name="train">Whether these are the training or the test pictures.</param>
    /// <param name="count">How many there are; by default 10,000 for training and 2,000 for the test. A longer set begins with a shorter one.</param>
    /// <param name="seed">Decides what the pictures look like.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than one.</exception>
    public Shapes(bool train, int? count = null, ulong seed = 0)
    {
        Count = count ?? (train ? DefaultTrainCount : DefaultTestCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1, nameof(count));
        IsTrain = train;
        _seed = seed;
        _purpose = train ? RandomPurpose.ShapesTrain : RandomPurpose.ShapesTest;
    }

    /// <summary>The name of each class; a label is an index into this list.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<ShapeKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>The default training pictures' mean of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Mean => [0.3546f, 0.3598f, 0.3530f];

    /// <summary>The default training pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Std => [0.2311f, 0.2366f, 0.2266f];

    /// <summary>Whether these are the training pictures.</summary>
    public bool IsTrain { get; }

    /// <inheritdoc/>
    public override string Name => Title;

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => Names;

    /// <inheritdoc/>
    public override int Height => Side;

    /// <inheritdoc/>
    public override int Width => Side;

    // What a picture looks like follows from these and its index.
    internal override void AddIdentity(int index, IncrementalHash hash) => hash.AppendData([(byte)_purpose, .. BitConverter.GetBytes(_seed)]);

    /// <inheritdoc/>
    protected override int Label(int index) => index % Names.Count;

    /// <inheritdoc/>
    protected override void ReadPixels(int index, Span<byte> pixels)
    {
        var random = new CounterRandom(_seed, _purpose, (ulong)index);
        ShapePainter.Paint(new ShapeScene((ShapeKind)Label(index), ref random), ref random, pixels);
    }
}
