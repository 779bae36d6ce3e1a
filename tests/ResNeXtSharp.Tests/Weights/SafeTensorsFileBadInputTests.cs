using System.Diagnostics;
using System.Runtime.Versioning;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class SafeTensorsFileBadInputTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    public static TheoryData<string> BadFiles => [.. BadSafeTensors.Cases.Keys];

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_with_its_name_and_the_reason(string name)
    {
        (byte[] bytes, string reason) = BadSafeTensors.Cases[name];
        string path = _folder.File("model.safetensors");
        File.WriteAllBytes(path, bytes);

        var error = AssertRefused(path);

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_download_is_told_with_both_sizes()
    {
        string path = _folder.File("model.safetensors");
        byte[] whole = SafeTensorsBytes.OneTensor("F32", "[500]", new byte[2000]);
        File.WriteAllBytes(path, whole[..1234]);

        var error = AssertRefused(path);

        string sizes = $"the file holds 1,234 bytes, its header describes {whole.Length:N0}: truncated or still downloading";
        Assert.Contains(sizes, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_names_the_tensor_and_the_byte()
    {
        string path = _folder.File("model.safetensors");
        File.WriteAllBytes(path, SafeTensorsBytes.OneTensor("F33", "[1]", "[0,4]", 4));

        var error = AssertRefused(path);

        Assert.Equal(("a", 8 + "{\"a\":{\"dtype\":\"F33\"".Length), (error.TensorName, error.Offset));
        Assert.Contains("tensor `a`, byte 27", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_break_the_line_of_the_message()
    {
        string path = _folder.File("model.safetensors");
        string name = "\\u001b[2Jcleared\\n" + new string('x', 1_000_000);
        File.WriteAllBytes(path, SafeTensorsBytes.File("{\"" + name + "\":1}"));

        var error = AssertRefused(path);

        Assert.InRange(error.Message.Length, 1, 1000);
        Assert.Contains("`\\u001b[2Jcleared\\u000axxx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Contains("no such file", AssertRefused(_folder.File("missing.safetensors")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_refused() => Assert.Contains("this is a folder", AssertRefused(_folder.FullName).Message, StringComparison.Ordinal);

    [Fact]
    public void A_dangling_link_is_refused()
    {
        string path = _folder.File("link.safetensors");
        SkipUnlessUnix();
        File.CreateSymbolicLink(path, _folder.File("nowhere"));
        AssertRefused(path);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_named_pipe_is_refused_without_waiting_for_a_writer()
    {
        SkipUnlessUnix();
        string pipe = _folder.File("pipe.safetensors");
        using (Process process = Process.Start("mkfifo", [pipe])) await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string link = _folder.File("link.safetensors");
        File.CreateSymbolicLink(link, pipe);

        await Task.Run(() => AssertRefused(pipe), TestContext.Current.CancellationToken);
        await Task.Run(() => AssertRefused(link), TestContext.Current.CancellationToken);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_without_read_permission_is_refused()
    {
        SkipUnlessUnix();
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        string path = _folder.File("secret.safetensors");
        File.WriteAllBytes(path, SafeTensorsBytes.File("{}"));
        File.SetUnixFileMode(path, UnixFileMode.UserWrite);

        Assert.Contains("cannot be opened", AssertRefused(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_file_of_ten_gigabytes_costs_no_memory()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "the file system may store the zeros");
        string path = _folder.File("sparse.safetensors");
        File.WriteAllBytes(path, SafeTensorsBytes.OneTensor("F32", "[1]", "[0,4]", 4));
        using (FileStream file = File.OpenWrite(path)) file.SetLength(10L << 30);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_huge_claim_in_a_small_file_costs_no_memory()
    {
        string path = _folder.File("claim.safetensors");
        File.WriteAllBytes(path, [.. SafeTensorsBytes.LengthPrefix(99_000_000), .. new byte[1000]]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_that_shrinks_while_open_is_told_as_such()
    {
        string path = _folder.File("model.safetensors");
        File.WriteAllBytes(path, SafeTensorsBytes.OneTensor("F32", "[100]", new byte[400]));
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        using (var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) writer.SetLength(200);

        var error = Assert.Throws<WeightFormatException>(() => file.ReadFloats("a", new float[100]));

        Assert.Equal((200L, "a"), (error.Offset, error.TensorName));
        Assert.Contains("became shorter", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    static WeightFormatException AssertRefused(string path)
    {
        var error = Assert.Throws<WeightFormatException>(() => SafeTensorsFile.Open(path).Dispose());
        Assert.Equal(path, error.File);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    static void SkipUnlessUnix() => Assert.SkipWhen(OperatingSystem.IsWindows(), "a matter of Unix");
}
