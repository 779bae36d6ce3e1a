using System.Formats.Tar;
using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Tests.Downloads;

namespace ResNeXtSharp.Tests.Data;

public sealed class ArchiveFolderTests : IDisposable
{
    static readonly Uri Address = new("https://example.org/numbers.tar.gz");
    static readonly byte[] Good = PackedFiles.Good;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_put_there_by_hand_is_unpacked_without_a_network()
    {
        _folder.Write("numbers.tar.gz", Good);

        var location = Prepare(PackedFiles.Describe(Good, Address));

        Assert.Equal(_folder["numbers"], location);
        AssertUnpacked();
    }

    [Fact]
    public async Task An_archive_that_is_not_there_is_downloaded_and_unpacked()
    {
        await using var server = new ScriptedServer([Answer.Whole(Good)], () => { });
        var downloader = new FileDownloader(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, allowLoopback: true);
        var folder = new ArchiveFolder(PackedFiles.Describe(Good, server.Address), _folder["new", "data"], downloader);

        folder.Prepare(download: true, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(PackedFiles.First, File.ReadAllBytes(_folder["new", "data", "numbers", "first.bin"]));
    }

    [Fact]
    public async Task A_download_that_fails_tells_the_reason_and_what_to_do_by_hand()
    {
        await using var server = new ScriptedServer([Answer.Only("404 Not Found")], () => { });
        var downloader = new FileDownloader(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, allowLoopback: true);
        var archive = PackedFiles.Describe(Good, server.Address);

        var error = Assert.Throws<DatasetException>(
            () => new ArchiveFolder(archive, _folder.Path, downloader).Prepare(download: true, progress: null, TestContext.Current.CancellationToken));

        Assert.Equal(
            $"Numbers could not be downloaded: 127.0.0.1: it answers 404 Not Found. Get {server.Address} ({Good.Length:N0} bytes, SHA-256 {archive.Sha256}) " +
            $"and save it, still packed, as {_folder["numbers.tar.gz"]}.",
            error.Message);
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public void A_folder_that_is_there_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder["numbers"]);
        _folder.Write("numbers.tar.gz", Good);

        Prepare(PackedFiles.Describe(Good, Address));

        Assert.Equal(["numbers", "numbers.tar.gz"], _folder.Content());
    }

    [Fact]
    public void An_archive_that_is_not_the_published_one_is_refused_before_it_is_unpacked()
    {
        _folder.Write("numbers.tar.gz", [.. Good[..^1], 0x55]);

        AssertRefused(PackedFiles.Describe(Good, Address), "is not the published archive of Numbers: its SHA-256 is ");
    }

    [Fact]
    public void An_MD5_that_differs_from_the_published_one_is_refused()
    {
        _folder.Write("numbers.tar.gz", Good);

        AssertRefused(PackedFiles.Describe(Good, Address) with { Md5 = new string('0', 32) }, "its MD5 is ");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void An_archive_that_ends_early_leaves_nothing_behind(double share) =>
        AssertCannotUnpack(Good[..(int)(Good.Length * share)]);

    [Fact]
    public void A_file_of_another_size_is_refused() =>
        AssertCannotUnpack(PackedFiles.Pack(("numbers/first.bin", PackedFiles.First), ("numbers/second.bin", PackedFiles.Second[1..])));

    [Fact]
    public void A_missing_file_is_refused() => AssertCannotUnpack(PackedFiles.Pack(("numbers/first.bin", PackedFiles.First)));

    [Fact]
    public void What_is_no_archive_is_refused() => AssertCannotUnpack("This was never packed."u8.ToArray());

    [Fact]
    public void Links_in_place_of_files_are_refused() => AssertCannotUnpack(PackedFiles.Pack(
    [
        new UstarTarEntry(TarEntryType.SymbolicLink, "numbers/first.bin") { LinkName = "/etc/passwd" },
        new UstarTarEntry(TarEntryType.RegularFile, "numbers/second.bin") { DataStream = new MemoryStream(PackedFiles.Second) },
    ]));

    [Fact]
    public void Names_that_lead_elsewhere_are_never_followed()
    {
        var archive = PackedFiles.Pack(
            ("../evil.bin", [1]),
            (_folder["evil.bin"], [1]),
            ("numbers/../../evil.bin", [1]),
            ("numbers/first.bin", PackedFiles.First),
            ("numbers/second.bin", PackedFiles.Second));
        _folder.Write("numbers.tar.gz", archive);

        Prepare(PackedFiles.Describe(archive, Address));

        AssertUnpacked();
    }

    string Prepare(RemoteArchive archive) =>
        new ArchiveFolder(archive, _folder.Path).Prepare(download: false, progress: null, TestContext.Current.CancellationToken);

    void AssertCannotUnpack(byte[] archive)
    {
        _folder.Write("numbers.tar.gz", archive);

        AssertRefused(PackedFiles.Describe(archive, Address), "cannot be unpacked: ");
    }

    void AssertRefused(RemoteArchive archive, string reason)
    {
        var error = Assert.Throws<DatasetException>(() => Prepare(archive));

        Assert.StartsWith(_folder["numbers.tar.gz"], error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it and get the data again.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["numbers.tar.gz"], _folder.Content());
    }

    void AssertUnpacked()
    {
        Assert.Equal(
            ((string[])["numbers", "numbers.tar.gz", Path.Combine("numbers", "first.bin"), Path.Combine("numbers", "second.bin")]).Order(), _folder.Content());
        Assert.Equal(PackedFiles.First, File.ReadAllBytes(_folder["numbers", "first.bin"]));
        Assert.Equal(PackedFiles.Second, File.ReadAllBytes(_folder["numbers", "second.bin"]));
    }
}
