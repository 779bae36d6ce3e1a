namespace ResNeXtSharp.Data;

/// <summary>The binary version of a CIFAR data set as its authors publish it.</summary>
/// <param name="Archive">What is downloaded.</param>
/// <param name="LabelCounts">How many classes each label byte of a record tells apart.</param>
/// <param name="TrainFiles">The files of training pictures, in order.</param>
/// <param name="TestFiles">The files of test pictures, in order.</param>
sealed record CifarVersion(RemoteArchive Archive, int[] LabelCounts, CifarFile[] TrainFiles, CifarFile[] TestFiles)
{
    public static readonly CifarVersion Ten = Create(
        "CIFAR-10", "cifar-10-binary.tar.gz", "cifar-10-batches-bin", 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", md5: "c32a1d4ab5d03f1284b67883e8d87530",
        [10],
        [.. Enumerable.Range(1, 5).Select(number => new CifarFile($"data_batch_{number}.bin", 10_000))],
        [new CifarFile("test_batch.bin", 10_000)]);

    public static readonly CifarVersion Hundred = Create(
        "CIFAR-100", "cifar-100-binary.tar.gz", "cifar-100-binary", 168_513_733,
        sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec", md5: "03b5dce01913d631647c71ecec9e9cb8",
        [20, 100],
        [new CifarFile("train.bin", 50_000)],
        [new CifarFile("test.bin", 10_000)]);

    /// <summary>Bytes of the labels and the three colour planes of a picture.</summary>
    public int RecordSize => LabelCounts.Length + CifarRecords.PictureSize;

    static CifarVersion Create(
        string title, string fileName, string folder, long size, string sha256, string md5, int[] labelCounts, CifarFile[] train, CifarFile[] test)
    {
        var recordSize = labelCounts.Length + CifarRecords.PictureSize;
        var archive = new RemoteArchive
        {
            Title = title,
            FileName = fileName,
            Addresses = [new Uri("https://www.cs.toronto.edu/~kriz/" + fileName), new Uri("https://cave.cs.toronto.edu/kriz/" + fileName)],
            Size = size,
            Sha256 = sha256,
            Md5 = md5,
            Folder = folder,
            Members = [.. train.Concat(test).Select(file => new ArchiveMember(file.Name, (long)file.Pictures * recordSize))],
        };
        return new CifarVersion(archive, labelCounts, train, test);
    }
}
