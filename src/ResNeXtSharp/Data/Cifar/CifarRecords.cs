using System.Security.Cryptography;

namespace ResNeXtSharp.Data;

/// <summary>One file of a CIFAR data set's binary version: records of label bytes, then the planes of red, green and blue, each 32x32, row by row.</summary>
sealed class CifarRecords
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 32;

    /// <summary>Bytes of a picture's three planes.</summary>
    public const int PictureSize = 3 * PlaneSize;

    const int PlaneSize = Side * Side;

    readonly byte[] _bytes;
    readonly CifarVersion _version;

    CifarRecords(byte[] bytes, CifarVersion version) => (_bytes, _version) = (bytes, version);

    public int Count => _bytes.Length / _version.RecordSize;

    /// <summary>Reads a file and checks its size and labels.</summary>
    public static CifarRecords Load(string folder, CifarFile file, CifarVersion version)
    {
        var path = Path.Combine(folder, file.Name);
        var records = new CifarRecords(ReadExactly(path, file.Pictures * version.RecordSize, version), version);
        for (var record = 0; record < records.Count; record++)
        {
            for (var place = 0; place < version.LabelCounts.Length; place++)
            {
                var (label, classes) = (records.Label(record, place), version.LabelCounts[place]);
                if (label >= classes) throw Damaged(path, version, $"record {record} is labelled {label}, and labels are 0 to {classes - 1}");
            }
        }
        return records;
    }

    /// <summary>One of a record's labels.</summary>
    public int Label(int record, int place) => _bytes[record * _version.RecordSize + place];

    /// <summary>Adds a record's bytes to a hash.</summary>
    public void AddTo(IncrementalHash hash, int record) => hash.AppendData(_bytes, record * _version.RecordSize, _version.RecordSize);

    /// <summary>Copies a picture, its channels side by side.</summary>
    public void Read(int record, Span<byte> pixels)
    {
        var planes = _bytes.AsSpan(record * _version.RecordSize + _version.LabelCounts.Length, PictureSize);
        var red = planes[..PlaneSize];
        var green = planes.Slice(PlaneSize, PlaneSize);
        var blue = planes.Slice(2 * PlaneSize, PlaneSize);
        for (var i = 0; i < red.Length; i++)
        {
            pixels[3 * i] = red[i];
            pixels[3 * i + 1] = green[i];
            pixels[3 * i + 2] = blue[i];
        }
    }

    static byte[] ReadExactly(string path, int size, CifarVersion version)
    {
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length != size) throw Damaged(path, version, $"it has {length:N0} bytes, and should have {size:N0}");
            var bytes = GC.AllocateUninitializedArray<byte>(size);
            var read = 0;
            while (read < size)
            {
                var count = RandomAccess.Read(file, bytes.AsSpan(read), read);
                if (count == 0) throw Damaged(path, version, $"it ended after {read:N0} of {size:N0} bytes while being read");
                read += count;
            }
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(path, version, "it is missing", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} cannot be read: {e.Message}", e);
        }
    }

    static DatasetException Damaged(string path, CifarVersion version, string reason, Exception? inner = null) => new(
        $"{path} is not a whole file of {version.Archive.Title}: {reason}. Delete the folder {Path.GetDirectoryName(path)} and get the data again.", inner);
}
