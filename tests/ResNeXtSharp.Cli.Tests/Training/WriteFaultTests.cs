using System.Diagnostics;

namespace ResNeXtSharp.Cli.Tests.Training;

/// <summary>Disks that are full, read-only or gone while a training saves itself: real ones, which Linux lets a process have for itself.</summary>
public sealed class WriteFaultTests(ITestOutputHelper output) : IDisposable
{
    const int PageSize = 4096;

    // $1 is the run as it was, $2 where the disk is mounted, $3 where to put what is left of the run, $4 the disk's size; the rest is the command.
    const string FullDisk = """mount -t tmpfs -o "size=$4" none "$2" && cp -a "$1/." "$2" || exit 99""";
    const string ReadOnlyDisk = """mount -t tmpfs none "$2" && cp -a "$1/." "$2" && mount -o remount,ro "$2" || exit 99""";
    const string Run = """; disk=$2 left=$3; shift 4; "$@"; code=$?; cp -a "$disk" "$left"; exit $code""";

    // RESNEXT_FAULTS asks for more.
    static readonly int Faults = TinyTraining.Count("RESNEXT_FAULTS", few: 3);

    readonly TestFolder _folder = new();

    string Stopped => _folder["stopped"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fault_leaves_a_checkpoint_to_go_on_from_to_the_same_bits()
    {
        Assert.SkipUnless(CanMount(), "needs name spaces of Linux (unshare)");
        var expected = TinyTraining.Uninterrupted.Outcome;
        using var cancellation = new CancellationTokenSource();
        CommandRun.Of(new ActingWriter("epoch 2/4", cancellation.Cancel), cancellation.Token, TinyTraining.Arguments(Stopped));
        var last = Directory.GetFiles(Stopped, "step-*", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)!;
        var random = new Random(TinyTraining.Seed);
        for (var i = 0; i < Faults; i++)
        {
            var left = _folder[$"left{i}"];
            var (fault, code) = (i % 3) switch
            {
                0 => ("full disk", OnDisk(FullDisk, left, UsedBytes() + random.Next((int)new FileInfo(last).Length))),
                1 => ("read-only disk", OnDisk(ReadOnlyDisk, left, UsedBytes())),
                _ => ("removed folder", WithoutFolder(left, random.Next(200))),
            };
            Assert.True(ExitCode.Output == code, $"{fault}, number {i}, seed {TinyTraining.Seed}: exit code {code}");
            TinyTraining.Finish(left);
            Assert.True(expected == TinyTraining.Outcome(left), $"{fault}, number {i}, seed {TinyTraining.Seed}");
            Directory.Delete(left, recursive: true);
        }
        output.WriteLine($"{Faults} faults: the checkpoint was good each time, and the training went on to the same bits");

        int OnDisk(string disk, string left, long size)
        {
            var mount = Directory.CreateDirectory(_folder["mount"]).FullName;
            using var training = TinyTraining.CommandIn(
                "unshare", ["--map-root-user", "--mount", "sh", "-c", disk + Run, "sh", Stopped, mount, left, size.ToString()], ["train", "--resume", mount]);
            var error = training.StandardError.ReadToEnd();
            training.WaitForExit();
            Assert.Contains("error: ", error);
            Assert.Equal(File.ReadAllBytes(last), File.ReadAllBytes(Path.Combine(left, Path.GetRelativePath(Stopped, last))));
            return training.ExitCode;
        }
    }

    static bool CanMount()
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var unshare = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]) { RedirectStandardError = true })!;
        unshare.WaitForExit();
        return unshare.ExitCode == 0;
    }

    long UsedBytes() => new DirectoryInfo(Stopped).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => (file.Length + PageSize - 1) / PageSize * PageSize);

    /// <summary>Takes the checkpoints away from a training that goes on, and gives them back when it has ended.</summary>
    int WithoutFolder(string left, int after)
    {
        Copy(Stopped, left);
        using var training = TinyTraining.Start(left);
        while (training.StandardOutput.ReadLine() is { } line && !line.StartsWith("going on", StringComparison.Ordinal))
        {
        }
        training.WaitForExit(after);
        var (checkpoints, away) = (Path.Combine(left, "checkpoints"), _folder["away"]);
        Directory.Move(checkpoints, away);
        training.WaitForExit();
        Directory.Move(away, checkpoints);
        return training.ExitCode;
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
