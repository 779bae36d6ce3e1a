using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>Writes the pickle of a state dict: an OrderedDict of tensors, one contiguous storage each, in protocol 2 like PyTorch's own.</summary>
static class PyTorchPickle
{
    // PyTorch writes as many items at once; a reader's stack stays small.
    const int ItemsAtOnce = 1000;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="entries">The tensors; the storage of each has its index as key.</param>
    public static byte[] Write(IReadOnlyList<WeightEntry> entries)
    {
        using var pickle = new MemoryStream();
        pickle.Write([(byte)PickleOpcode.Protocol, 2]);
        EmptyOrderedDict(pickle);
        for (int first = 0; first < entries.Count; first += ItemsAtOnce)
        {
            Operation(pickle, PickleOpcode.Mark);
            for (int i = first; i < Math.Min(first + ItemsAtOnce, entries.Count); i++)
            {
                Text(pickle, entries[i].Name);
                Tensor(pickle, entries[i], key: i);
            }
            Operation(pickle, PickleOpcode.SetItems);
        }
        Operation(pickle, PickleOpcode.Stop);
        return pickle.ToArray();
    }

    /// <summary>_rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, backward_hooks)</summary>
    static void Tensor(MemoryStream pickle, WeightEntry entry, int key)
    {
        Global(pickle, "torch._utils", "_rebuild_tensor_v2");
        Operation(pickle, PickleOpcode.Mark);
        Storage(pickle, entry, key);
        Integer(pickle, 0);
        Integers(pickle, entry.Shape);
        Integers(pickle, Strides(entry.Shape));
        Operation(pickle, PickleOpcode.NewFalse);
        EmptyOrderedDict(pickle);
        Operation(pickle, PickleOpcode.Tuple);
        Operation(pickle, PickleOpcode.Reduce);
    }

    static void Storage(MemoryStream pickle, WeightEntry entry, int key)
    {
        Operation(pickle, PickleOpcode.Mark);
        Text(pickle, "storage");
        Global(pickle, "torch", StorageName(entry));
        Text(pickle, $"{key}");
        Text(pickle, "cpu");
        Integer(pickle, (int)(entry.ByteCount * 8 / entry.DType.BitsPerElement()));
        Operation(pickle, PickleOpcode.Tuple);
        Operation(pickle, PickleOpcode.BinPersistentId);
    }

    static string StorageName(WeightEntry entry) => PyTorchDTypes.All.FirstOrDefault(type => type.DType == entry.DType).Storage
        ?? throw new ArgumentException($"Tensor {PrintableText.Quote(entry.Name)}: PyTorch files have no {entry.DType.Name()}; write a .safetensors file.");

    static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        int stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(1, shape[axis]);
        }
        return strides;
    }

    static void EmptyOrderedDict(MemoryStream pickle)
    {
        Global(pickle, "collections", "OrderedDict");
        Operation(pickle, PickleOpcode.EmptyTuple);
        Operation(pickle, PickleOpcode.Reduce);
    }

    static void Global(MemoryStream pickle, string module, string name)
    {
        Operation(pickle, PickleOpcode.Global);
        pickle.Write(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));
    }

    static void Text(MemoryStream pickle, string text)
    {
        Operation(pickle, PickleOpcode.BinUnicode);
        byte[] bytes = StrictUtf8.GetBytes(text);
        Int32(pickle, bytes.Length);
        pickle.Write(bytes);
    }

    static void Integers(MemoryStream pickle, IReadOnlyList<int> numbers)
    {
        Operation(pickle, PickleOpcode.Mark);
        foreach (int number in numbers) Integer(pickle, number);
        Operation(pickle, PickleOpcode.Tuple);
    }

    static void Integer(MemoryStream pickle, int number)
    {
        Operation(pickle, PickleOpcode.BinInt);
        Int32(pickle, number);
    }

    static void Int32(MemoryStream pickle, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        pickle.Write(bytes);
    }

    static void Operation(MemoryStream pickle, PickleOpcode opcode) => pickle.WriteByte((byte)opcode);
}
