using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>PyTorch's container since version 1.6: a zip archive with a pickle and one record of raw elements for each storage.</summary>
static class PyTorchZip
{
    const int MaxPickle = 64 << 20, MaxNote = 64, NewestVersion = 10;
    const string Pickle = "/data.pkl";

    public static ReadOnlySpan<byte> Magic => "PK\u0003\u0004"u8;

    /// <summary>What the archive's pickle describes, every storage in its place.</summary>
    public static object? Read(WeightFile file, PyTorchStorages storages)
    {
        IReadOnlyList<ZipRecord> records = ZipDirectory.Read(file);
        string folder = records.FirstOrDefault(record => record.Name.EndsWith(Pickle, StringComparison.Ordinal) && record.Name.Count(character => character == '/') == 1)?.Name[..^Pickle.Length]
            ?? throw Bad(file, "the zip archive holds no data.pkl: it is none of PyTorch's files");
        if (records.FirstOrDefault(record => !record.Name.StartsWith($"{folder}/", StringComparison.Ordinal)) is { } stranger)
            throw Bad(file, $"its record {PrintableText.Quote(stranger.Name)} lies outside of the folder {PrintableText.Quote(folder)}: PyTorch writes no such archive");
        Dictionary<string, ZipRecord> byPath = records.ToDictionary(record => record.Name[(folder.Length + 1)..]);
        RequireTensors(file, byPath);
        object? root = Unpickle(file, byPath["data.pkl"], storages);
        foreach (PyTorchStorage storage in storages.All) Place(file, storage, byPath.GetValueOrDefault($"data/{storage.Key}"));
        return root;
    }

    static void RequireTensors(WeightFile file, Dictionary<string, ZipRecord> byPath)
    {
        if (byPath.ContainsKey("constants.pkl") || byPath.ContainsKey("model.json"))
            throw Bad(file, "this is a TorchScript program, not weights: save its state dict, with torch.save(model.state_dict(), ...)");
        if (Note(file, byPath, "version") is not { } version) throw Bad(file, "the archive says no version: it is none of PyTorch's files, or damaged");
        if (!int.TryParse(version, out int number) || number is < 1 or > NewestVersion)
            throw Bad(file, $"the archive is of version {PrintableText.Quote(version)}, known are 1 to {NewestVersion}: save it with torch.save");
        if (Note(file, byPath, "byteorder") is { } order && order != "little")
            throw Bad(file, $"its numbers are stored in the byte order {PrintableText.Quote(order)}: save it on a little-endian machine");
    }

    static string? Note(WeightFile file, Dictionary<string, ZipRecord> byPath, string path) => byPath.GetValueOrDefault(path) switch
    {
        null => null,
        { Length: > MaxNote } record => throw new WeightFormatException(file.Path, $"its record {path} has {record.Length:N0} bytes instead of a word: damaged, save it again", record.Offset),
        { } record => Encoding.ASCII.GetString(record.ReadAll(file)).TrimEnd('\n'),
    };

    static object? Unpickle(WeightFile file, ZipRecord record, PyTorchStorages storages)
    {
        if (record.Length > MaxPickle)
            throw new WeightFormatException(file.Path, $"its data.pkl has {record.Length:N0} bytes, more than {MaxPickle:N0}: save the state dict alone", record.Offset);
        record.RequireIntact(file);
        var bytes = new PickleBytes(file, record.Offset, record.Offset + record.Length);
        object? root = new PickleMachine(bytes, storages).Run();
        return bytes.Position == record.Offset + record.Length ? root : throw bytes.Bad("something behind its end");
    }

    static void Place(WeightFile file, PyTorchStorage storage, ZipRecord? record)
    {
        if (record is null) throw Bad(file, $"its record data/{storage.Key} is missing: damaged, download or save it again");
        if (record.Length != storage.ByteCount)
        {
            throw new WeightFormatException(
                file.Path, $"its record data/{storage.Key} has {record.Length:N0} bytes, {storage.Count:N0} elements of {storage.DType.Name()} need {storage.ByteCount:N0}: damaged or made to deceive; save it again", record.Offset);
        }
        storage.Place(record.Offset, record);
    }

    static WeightFormatException Bad(WeightFile file, string reason) => new(file.Path, reason);
}
