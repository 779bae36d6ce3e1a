using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>A tensor with any name, shape and bits, NaN payloads included. Integer tensors take their values from the same bits.</summary>
public sealed record RandomTensor(string Name, bool IsInteger, int[] Shape, uint[] Bits)
{
    public WeightEntry ToEntry() => IsInteger
        ? WeightEntry.Int64(Name, Shape, Bits.Select(bits => -(long)bits << 20).ToArray())
        : WeightEntry.Float32(Name, Shape, Bits.Select(BitConverter.UInt32BitsToSingle).ToArray());

    public byte[] StoredBytes() => [.. Bits.SelectMany(bits => IsInteger ? BitConverter.GetBytes(-(long)bits << 20) : BitConverter.GetBytes(bits))];

    /// <summary>Generates up to a few dozen tensors with distinct names.</summary>
    public static Arbitrary<RandomTensor[]> Several() =>
        One().ArrayOf().Select(tensors => tensors.DistinctBy(tensor => tensor.Name).ToArray()).ToArbitrary();

    /// <summary>Generates metadata of any valid text.</summary>
    public static Arbitrary<Dictionary<string, string>> Metadata() =>
        (from key in Text() from value in Text() select (key, value)).ArrayOf()
            .Select(pairs => pairs.DistinctBy(pair => pair.key).ToDictionary(pair => pair.key, pair => pair.value)).ToArbitrary();

    static Gen<RandomTensor> One() =>
        from name in Text()
        from isInteger in ArbMap.Default.GeneratorFor<bool>()
        from rank in Gen.Choose(0, 4)
        from shape in Gen.Choose(0, 4).ArrayOf(rank)
        from bits in Gen.Choose(int.MinValue, int.MaxValue).Select(value => (uint)value).ArrayOf(shape.Aggregate(1, (product, size) => product * size))
        select new RandomTensor(name, isInteger, shape, bits);

    // Decoding what was encoded replaces the halves of surrogate pairs that are no text.
    static Gen<string> Text() => ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)));
}
