using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

/// <summary>Pictures of 2x3 pixels of one channel: each byte is the index plus its position, each label the index modulo five.</summary>
sealed class NumberedDataset(int count, int damaged = -1, Action<int>? onRead = null, Predicate<int>? isDamaged = null) : FixedSizeDataset
{
    public override string Name => "numbers";

    public override int Count => count;

    public override IReadOnlyList<string> ClassNames => ["zero", "one", "two", "three", "four"];

    public override int Height => 2;

    public override int Width => 3;

    public override int Channels => 1;

    protected override int Label(int index) => index % 5;

    protected override void ReadPixels(int index, Span<byte> pixels)
    {
        onRead?.Invoke(index);
        if (index == damaged || isDamaged?.Invoke(index) == true) throw new DatasetException($"Number {index} is scrambled.");
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(index + i);
    }
}
