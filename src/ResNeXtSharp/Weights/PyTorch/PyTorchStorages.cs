namespace ResNeXtSharp.Weights;

/// <summary>The storages that a pickle names, by key.</summary>
/// <param name="fileLength">Bytes of the file, which no storage can exceed.</param>
sealed class PyTorchStorages(long fileLength)
{
    readonly OrderedDictionary<string, PyTorchStorage> _byKey = [];

    /// <summary>All of them, in the order of their first mention.</summary>
    public IReadOnlyCollection<PyTorchStorage> All => _byKey.Values;

    /// <summary>The storage of that key, or null if no tensor names it.</summary>
    public PyTorchStorage? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The storage of a persistent id: ("storage", class, key, device, number of elements), and in old files null for "not a view of another".</summary>
    /// <exception cref="PickleValueException">It is no such id, or contradicts an earlier one of that key, or claims more than the file holds.</exception>
    public PyTorchStorage Declare(object? id)
    {
        if (id is not object?[] tuple || tuple is not (["storage", PyTorchGlobal, string, string, long] or ["storage", PyTorchGlobal, string, string, long, null]))
            throw new PickleValueException("a persistent id that is none of PyTorch's storages");
        var (type, key, count) = ((PyTorchGlobal)tuple[1]!, (string)tuple[2]!, (long)tuple[4]!);
        if (type.StorageType is not { } dtype) throw new PickleValueException($"a storage of the class {type.Name}, which is none");
        if (key.Length == 0 || !key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            throw new PickleValueException($"a storage with the key {PrintableText.Quote(key)}, which is none of PyTorch's");
        if (count < 0 || count > fileLength * 8 / dtype.BitsPerElement())
            throw new PickleValueException($"a storage of {count:N0} elements, more than the file has room for");
        if (!_byKey.TryGetValue(key, out PyTorchStorage? storage))
            _byKey.Add(key, storage = new PyTorchStorage(key, dtype, count));
        return storage.DType == dtype && storage.Count == count ? storage : throw new PickleValueException($"two descriptions of the storage {key}");
    }
}
