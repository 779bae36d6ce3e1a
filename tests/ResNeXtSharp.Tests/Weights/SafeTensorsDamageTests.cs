using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Whatever happens to a file's bytes, the reader answers with its one exception type or with tensors inside the file.</summary>
public sealed class SafeTensorsDamageTests : IDisposable
{
    const int Mutations = 20_000;
    const ulong Seed = 20_170_411;

    readonly ScratchFolder _folder = new();

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] whole = GoodFile();
        Assert.Null(Record.Exception(() => ReadAll(whole)));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.Throws<WeightFormatException>(() => ReadAll(cut));
        }
    }

    [Fact]
    public void A_mutated_file_never_causes_another_exception()
    {
        byte[][] seeds = [GoodFile(), .. BadSafeTensors.Cases.Values.Select(file => file.Bytes).Where(bytes => bytes.Length is > 0 and < 1000)];
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            var mutation = new Mutation(Seed, i);
            byte[] bytes = mutation.Apply(seeds);
            Exception? failure = Record.Exception(() => ReadAll(bytes));
            Assert.True(failure is null or WeightFormatException, $"seed {Seed}, mutation {i}: {failure}\nfile: {Convert.ToHexString(bytes)}");
            if (failure is not null) refused++;
        }
        Assert.InRange(refused, Mutations / 2, Mutations - 1);
    }

    public void Dispose() => _folder.Dispose();

    static byte[] GoodFile()
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream,
        [
            WeightEntry.Float32("conv1.weight", [2, 1, 2, 2], new float[8]),
            WeightEntry.Float32("fc.bias", [3], new float[] { 1, 2, 3 }),
            WeightEntry.Float32("empty", [0, 4], Array.Empty<float>()),
            WeightEntry.Int64("bn1.num_batches_tracked", [], new long[] { 7 }),
        ], new Dictionary<string, string> { ["format"] = "pt" });
        return stream.ToArray();
    }

    void ReadAll(byte[] bytes)
    {
        string path = _folder.File("model.safetensors");
        File.WriteAllBytes(path, bytes);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        foreach (TensorEntry entry in file.Entries)
        {
            Assert.InRange(entry.ByteCount, 0, bytes.Length);
            file.ReadBytes(entry.Name, new byte[entry.ByteCount]);
            if (FloatConversion.CanConvert(entry.DType)) file.ReadFloats(entry.Name, new float[entry.ElementCount]);
        }
    }
}
