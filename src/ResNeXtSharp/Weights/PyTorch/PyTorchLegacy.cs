using System.Buffers.Binary;

namespace ResNeXtSharp.Weights;

/// <summary>PyTorch's container before version 1.6: five pickles (a magic number, the protocol, the machine, the object, the storages' keys), then each storage's length and elements.</summary>
static class PyTorchLegacy
{
    const int MaxPickles = 64 << 20, Protocol = 1001;

    /// <summary>The whole first pickle: protocol 2, the ten-byte integer 0x1950a86a20f9469cfc6c, stop.</summary>
    public static ReadOnlySpan<byte> Magic => [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>What the object's pickle describes, every storage in its place.</summary>
    public static object? Read(WeightFile file, PyTorchStorages storages)
    {
        var bytes = new PickleBytes(file, Magic.Length, Math.Min(file.Length, MaxPickles));
        if (Run(bytes, storages) is not (long)Protocol) throw bytes.Bad("another protocol than 1001");
        if (Run(bytes, storages) is not PickleDict machine || machine.Items.GetValueOrDefault("little_endian") is not true)
            throw bytes.Bad("numbers that are not little-endian");
        if (storages.All.Count > 0) throw bytes.Bad("tensors in front of the object");
        object? root = Run(bytes, storages);
        if (Run(bytes, storages) is not List<object?> keys) throw bytes.Bad("no list of storages");
        Place(file, storages, keys, bytes.Position);
        return root;
    }

    static object? Run(PickleBytes bytes, PyTorchStorages storages) => new PickleMachine(bytes, storages).Run();

    static void Place(WeightFile file, PyTorchStorages storages, List<object?> keys, long position)
    {
        byte[] length = new byte[sizeof(long)];
        foreach (object? key in keys)
        {
            if (key is not string name || storages.Find(name) is not { Offset: < 0 } storage) throw Bad(file, "the list of storages names one that no tensor uses, or one twice", position);
            if (file.Length - position < length.Length + storage.ByteCount)
                throw Bad(file, $"the file holds {file.Length:N0} bytes, its tensors need more: truncated or still downloading", file.Length);
            file.ReadExactly(position, length);
            long count = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (count != storage.Count) throw Bad(file, $"the storage {name} has {count:N0} elements, its tensors expect {storage.Count:N0}", position);
            storage.Place(position + length.Length);
            position += length.Length + storage.ByteCount;
        }
        if (storages.All.FirstOrDefault(storage => storage.Offset < 0) is { } missing) throw Bad(file, $"the elements of the storage {missing.Key} are missing", position);
        if (position != file.Length) throw Bad(file, $"the file holds {file.Length:N0} bytes, its tensors end at {position:N0}: something was appended", position);
    }

    static WeightFormatException Bad(WeightFile file, string problem, long offset) => new(file.Path, $"{problem}; download or save it again", offset);
}
