namespace ResNeXtSharp.Data;

/// <summary>The binary version of CIFAR-10 as its authors publish it.</summary>
static class Cifar10Archive
{
    const string FileName = "cifar-10-binary.tar.gz";
    const string Folder = "cifar-10-batches-bin";

    public const string TestFile = "test_batch.bin";

    public static readonly string[] TrainFiles = ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];

    public static readonly RemoteArchive Published = new()
    {
        Title = "CIFAR-10",
        FileName = FileName,
        Addresses = [new Uri("https://www.cs.toronto.edu/~kriz/" + FileName), new Uri("https://cave.cs.toronto.edu/kriz/" + FileName)],
        Size = 170_052_171,
        Sha256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        Md5 = "c32a1d4ab5d03f1284b67883e8d87530",
        Folder = Folder,
        Members = [.. TrainFiles.Append(TestFile).Select(file => new ArchiveMember(file, CifarBatch.FileSize))],
    };
}
