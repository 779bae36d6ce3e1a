namespace ResNeXtSharp.Data;

/// <summary>One file of CIFAR-10's binary version: 10,000 records of a label byte, then the planes of red, green and blue, each 32x32, row by row.</summary>
sealed class CifarBatch
{
    public const int Count = 10_000;
    public const int FileSize = Count * RecordSize;
    public const int RecordSize = 1 + 3 * PlaneSize;

    const int PlaneSize = 32 * 32;

    readonly byte[] _bytes;

    CifarBatch(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads a file and checks its size and labels.</summary>
    public static CifarBatch Load(string path, int classes)
    {
        var bytes = ReadExactly(path);
        for (var record = 0; record < Count; record++)
        {
            var label = bytes[record * RecordSize];
            if (label >= classes) throw Damaged(path, $"record {record} is labelled {label}, and labels are 0 to {classes - 1}");
        }
        return new CifarBatch(bytes);
    }

    /// <summary>Copies a picture, its channels side by side, and returns its label.</summary>
    public int Read(int index, Span<byte> pixels)
    {
        var record = _bytes.AsSpan(index * RecordSize, RecordSize);
        var red = record.Slice(1, PlaneSize);
        var green = record.Slice(1 + PlaneSize, PlaneSize);
        var blue = record.Slice(1 + 2 * PlaneSize, PlaneSize);
        for (var i = 0; i < red.Length; i++)
        {
            pixels[3 * i] = red[i];
            pixels[3 * i + 1] = green[i];
            pixels[3 * i + 2] = blue[i];
        }
        return record[0];
    }

    static byte[] ReadExactly(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length != FileSize) throw Damaged(path, $"it has {length:N0} bytes, and should have {FileSize:N0}");
            var bytes = GC.AllocateUninitializedArray<byte>(FileSize);
            var read = 0;
            while (read < FileSize)
            {
                var count = RandomAccess.Read(file, bytes.AsSpan(read), read);
                if (count == 0) throw Damaged(path, $"it ended after {read:N0} of {FileSize:N0} bytes while being read");
                read += count;
            }
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(path, "it is missing", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} cannot be read: {e.Message}", e);
        }
    }

    static DatasetException Damaged(string path, string reason, Exception? inner = null) =>
        new($"{path} is not a whole file of CIFAR-10: {reason}. Delete the folder {Path.GetDirectoryName(path)} and get the data again.", inner);
}
