using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Whatever happens to a file's bytes, the reader answers with its one exception type or with tensors inside the file.</summary>
public sealed class PyTorchDamageTests
{
    const ulong Seed = 20_160_911;

    static readonly byte[][] Words =
    [
        .. "().cUXabehijnoqrstu}]GJKMNQR"u8.ToArray().Select(operation => new[] { operation }), [0x80, 2], [0x81], [0x85], [0x86], [0x87], [0x88], [0x89], [0x8a, 8], [0x8c, 1], [0x93], [0x94], [0x95],
        [.. "torch\nFloatStorage\n"u8], [.. "torch\nDoubleStorage\n"u8], [.. "torch._utils\n_rebuild_tensor_v2\n"u8], [.. "collections\nOrderedDict\n"u8], [.. "os\nsystem\n"u8],
        [.. "PK\u0001\u0002"u8], [.. "PK\u0003\u0004"u8], [.. "PK\u0005\u0006"u8], [.. "PK\u0006\u0006"u8], [.. "PK\u0006\u0007"u8], [.. "archive/"u8], [.. "data/0"u8], [.. "../"u8],
        [0, 0, 0, 0], [0xff, 0xff], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0, 0, 0, 0, 0x80],
    ];

    [Fact]
    public void A_mutated_archive_never_causes_another_exception()
    {
        byte[][] seeds = [.. Golden("parameter.zip.pth", "views.zip.pth"), new ZipParts(ZipParts.Good()).Build()];
        Robustness.Check(Mutation.Count / 3, Seed, i => new Mutation(Seed, i, Words).Apply(seeds), ReadAll);
    }

    [Fact]
    public void A_mutated_pickle_in_a_good_archive_never_causes_another_exception()
    {
        byte[][] seeds = [PickleBuilder.Good(), .. BadPickles.All().Select(each => each.Pickle).Where(pickle => pickle.Length is > 0 and < 1000)];
        Robustness.Check(Mutation.Count / 3, Seed, i => new ZipParts(ZipParts.Good(new Mutation(Seed, i, Words).Apply(seeds))).Build(), ReadAll);
    }

    [Fact]
    public void A_mutated_file_of_the_old_container_never_causes_another_exception()
    {
        byte[][] seeds = [.. Golden("views.legacy.pth"), LegacyBytes.File(), .. LegacyBytes.Bad().Select(each => each.Bytes)];
        Robustness.Check(Mutation.Count / 3, Seed, i => new Mutation(Seed, i, Words).Apply(seeds), ReadAll);
    }

    static IEnumerable<byte[]> Golden(params string[] names) => names.Select(name => File.ReadAllBytes(GoldenWeights.Path(name)));

    static void ReadAll(byte[] bytes)
    {
        using TensorFile file = TensorFile.Read("model.pth", bytes);
        CheckpointGeometry.Detect(file.Entries);
        Assert.True(file.Entries.Sum(entry => entry.ByteCount) <= 4 * bytes.Length);
        foreach (TensorEntry entry in file.Entries)
        {
            file.ReadBytes(entry.Name, new byte[entry.ByteCount]);
            if (FloatConversion.CanConvert(entry.DType)) file.ReadFloats(entry.Name, new float[entry.ElementCount]);
        }
    }
}
