using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Assembles pickles operation by operation, right or wrong, without the writer under test. Letters are pickle's own operation codes.</summary>
sealed class PickleBuilder
{
    readonly List<byte> _bytes = [0x80, 2];

    public byte[] Bytes => [.. _bytes];

    /// <summary>An OrderedDict with the one tensor <c>w</c>, F32 [2, 2] on storage 0, as most tests need it.</summary>
    public static byte[] Good() => StateDict(pickle => pickle.Tensor());

    /// <summary>An OrderedDict with one value <c>w</c>.</summary>
    public static byte[] StateDict(Func<PickleBuilder, PickleBuilder> value) => value(new PickleBuilder().OrderedDict().Text("w")).Op('s').Op('.').Bytes;

    public PickleBuilder Op(char operation) => Raw((byte)operation);

    public PickleBuilder Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBuilder Repeat(int count, Func<PickleBuilder, int, PickleBuilder> part)
    {
        for (int i = 0; i < count; i++) part(this, i);
        return this;
    }

    public PickleBuilder Global(string module, string name) => Op('c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleBuilder OrderedDict() => Global("collections", "OrderedDict").Op(')').Op('R');

    public PickleBuilder Text(string text) => Text((uint)Encoding.UTF8.GetByteCount(text), Encoding.UTF8.GetBytes(text));

    public PickleBuilder Text(uint length, byte[] bytes) => Op('X').Raw(BitConverter.GetBytes(length)).Raw(bytes);

    public PickleBuilder Integer(long number)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8a, sizeof(long)).Raw(bytes);
    }

    public PickleBuilder Integers(params long[] numbers)
    {
        Op('(');
        foreach (long number in numbers) Integer(number);
        return Op('t');
    }

    public PickleBuilder Put(uint index) => Op('r').Raw(BitConverter.GetBytes(index));

    public PickleBuilder Get(uint index) => Op('j').Raw(BitConverter.GetBytes(index));

    public PickleBuilder Storage(string key = "0", long count = 4, string type = "FloatStorage") =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Integer(count).Op('t').Op('Q');

    public PickleBuilder Tensor(string key = "0", long count = 4, string type = "FloatStorage", long offset = 0, long[]? sizes = null, long[]? strides = null) =>
        TensorOf(pickle => pickle.Storage(key, count, type), offset, sizes, strides);

    public PickleBuilder TensorOf(Func<PickleBuilder, PickleBuilder> storage, long offset = 0, long[]? sizes = null, long[]? strides = null)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        return storage(this).Integer(offset).Integers(sizes ?? [2, 2]).Integers(strides ?? [2, 1]).Raw(0x89).OrderedDict().Op('t').Op('R');
    }
}
