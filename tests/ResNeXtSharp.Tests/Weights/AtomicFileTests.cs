using System.Runtime.Versioning;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class AtomicFileTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    string Target => _folder.File("metrics.csv");

    [Fact]
    public void A_new_file_holds_what_was_written()
    {
        AtomicFile.Write(Target, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Equal(["metrics.csv"], _folder.FileNames());
    }

    [Fact]
    public void Text_is_utf8_without_a_byte_order_mark()
    {
        AtomicFile.WriteText(Target, "é\n");
        Assert.Equal([0xc3, 0xa9, 0x0a], File.ReadAllBytes(Target));
    }

    [Fact]
    public void An_existing_file_is_replaced_whole()
    {
        File.WriteAllText(Target, "a long old content");
        AtomicFile.WriteText(Target, "new");
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void The_old_content_stays_visible_until_the_new_is_complete()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        });
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");
        var failure = new IOException("No space left on device");

        var thrown = Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            throw failure;
        }));

        Assert.Same(failure, thrown);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal(["metrics.csv"], _folder.FileNames());
    }

    [Fact]
    public void A_failing_writer_creates_no_file()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, _ => throw new InvalidOperationException()));
        Assert.Empty(_folder.FileNames());
    }

    [Fact]
    public void A_folder_in_the_way_is_left_alone()
    {
        Directory.CreateDirectory(Target);
        Exception? failure = Record.Exception(() => AtomicFile.WriteText(Target, "new"));
        Assert.True(failure is IOException or UnauthorizedAccessException, failure?.ToString());
        Assert.Equal(["metrics.csv"], _folder.FileNames());
    }

    [Fact]
    public void A_missing_folder_is_reported() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteText(_folder.File("missing/metrics.csv"), "new"));

    [Fact]
    public void A_folder_that_vanishes_while_writing_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a folder with an open file");
        string folder = _folder.File("run");
        Directory.CreateDirectory(folder);
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(folder, "metrics.csv"), _ => Directory.Delete(folder, recursive: true)));
        Assert.Empty(_folder.FileNames());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_keeps_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have no such mode on Windows");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write everywhere");
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.WriteText(Target, "new"));
            Assert.Equal("old", File.ReadAllText(Target));
            Assert.Equal(["metrics.csv"], _folder.FileNames());
        }
        finally
        {
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_permissions_of_a_replaced_file_are_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no such mode on Windows");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, mode);
        AtomicFile.WriteText(Target, "new");
        Assert.Equal(mode, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void A_file_that_another_reader_holds_open_stays_whole_for_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not rename over an open file");
        File.WriteAllText(Target, "old");
        using var reader = new StreamReader(new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        AtomicFile.WriteText(Target, "new");
        Assert.Equal("old", reader.ReadToEnd());
    }

    public void Dispose() => _folder.Dispose();
}
