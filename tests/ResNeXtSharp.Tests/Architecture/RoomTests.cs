using System.Text.RegularExpressions;

namespace ResNeXtSharp.Tests.Architecture;

/// <summary>
/// The rooms of the engine and the direction between them: Cli -> Web -> Inference -> Training -> Distributed, Explanation, Onnx, Models, Data, Weights -> Nn -> Ops -> Autograd -> Tensors -> Kernels.
/// A rule that no longer fits is changed here, on purpose, with ARCHITECTURE.md.
/// </summary>
public sealed partial class RoomTests
{
    /// <summary>What each room may name. Rooms are folders; Autograd's namespace is Differentiation, because a namespace cannot be called like its class.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Kernels"] = [],
        ["Randomness"] = [],
        ["Protobuf"] = [],
        ["Tensors"] = ["Kernels"],
        ["Autograd"] = ["Tensors", "Kernels"],
        ["Ops"] = ["Autograd", "Tensors", "Kernels"],
        ["Nn"] = ["Ops", "Autograd", "Tensors", "Randomness"],
        ["Models"] = ["Nn", "Tensors"],
        ["Downloads"] = [],
        ["Data"] = ["Downloads", "Tensors", "Randomness"],
        ["Weights"] = ["Downloads", "Nn", "Tensors"],
        ["Explanation"] = ["Models", "Data", "Nn", "Ops", "Autograd", "Tensors"],
        ["Inference"] = ["Training", "Explanation", "Models", "Data", "Weights", "Nn", "Tensors"],
        ["Onnx"] = ["Models", "Weights", "Nn", "Ops", "Tensors", "Protobuf"],
        ["Distributed"] = ["Data", "Nn", "Ops", "Autograd", "Tensors", "Kernels"],
        ["Training"] = ["Distributed", "Data", "Weights", "Nn", "Autograd", "Tensors", "Kernels", "Randomness", "Protobuf"],
        ["Web"] = ["Inference", "Training", "Explanation", "Models", "Data", "Weights", "Nn", "Kernels", "Randomness"],
        ["Cli"] = ["Web", "Inference", "Training", "Distributed", "Explanation", "Onnx", "Models", "Data", "Weights", "Downloads", "Nn", "Autograd", "Tensors", "Kernels", "Randomness"],
    };

    /// <summary>Files that may name more: the user's handle offers as methods what lies above it, a cell knows the operation that made it, files of whole models name them, and the models that were published trained can be had so.</summary>
    private static readonly (string Path, string[] Rooms)[] Exceptions =
    [
        ("ResNeXtSharp/Tensors/Tensor.cs", ["Autograd", "Ops"]),
        ("ResNeXtSharp/Tensors/TensorCell.cs", ["Autograd"]),
        ("ResNeXtSharp/Weights/Model", ["Models"]),
        ("ResNeXtSharp/Models/ResNeXt.cs", ["Weights", "Downloads"]),
    ];

    private static readonly string[] EnvironmentReaders = ["ResNeXtSharp.Kernels/Simd/SimdDispatch.cs", "ResNeXtSharp/Downloads/CacheFolder.cs"];

    [Fact]
    public void Every_file_declares_the_namespace_of_its_room()
    {
        AssertNone(
            from file in SourceFile.All
            where file.Namespace is { } name && name != $"ResNeXtSharp.{NamespaceOf(file.Room)}" && !name.StartsWith($"ResNeXtSharp.{NamespaceOf(file.Room)}.", StringComparison.Ordinal)
            select $"src/{file.Path}: namespace {file.Namespace}",
            "A file's namespace names the room whose folder it lies in.");
    }

    [Fact]
    public void Rooms_name_only_the_rooms_below_them()
    {
        AssertNone(
            from file in SourceFile.All
            from found in file.Matches(Reference())
            let used = RoomOf(found.Match.Groups["room"].Value)
            where used != file.Room && !Allowed(file).Contains(used)
            select $"src/{file.Path}:{found.Line}: {found.Text} ({file.Room} may name {Describe(Allowed(file))}, not {used})",
            "Move the code to the room that may know both sides, or turn the dependency round.");
    }

    [Fact]
    public void Simd_names_no_other_kernel()
    {
        AssertNone(
            SourceFile.All.Where(file => file.Path.StartsWith("ResNeXtSharp.Kernels/Simd/", StringComparison.Ordinal)).SelectMany(file => file.Find(OtherKernel())),
            "Vector widths are the lowest layer: kernels are generic over them, never the reverse.");
    }

    [Fact]
    public void Only_kernels_touch_raw_memory_and_vector_registers() =>
        AssertNone(FindOutside("ResNeXtSharp.Kernels/", Unsafe()), "Pointers and intrinsics live in ResNeXtSharp.Kernels; give it a function over spans.");

    [Fact]
    public void Only_the_choice_of_vectors_the_cache_folder_and_the_command_read_environment_variables() => AssertNone(
        FindOutside("ResNeXtSharp.Cli/", EnvironmentVariable()).Where(found => !EnvironmentReaders.Any(file => found.StartsWith($"src/{file}:", StringComparison.Ordinal))),
        "A library takes its settings as arguments.");

    [Fact]
    public void Only_the_command_writes_to_the_console() => AssertNone(FindOutside("ResNeXtSharp.Cli/", ConsoleUse()), "A library reports by results, exceptions and IProgress.");

    [Fact]
    public void Random_numbers_come_from_counters() =>
        AssertNone(SourceFile.All.SelectMany(file => file.Find(SystemRandom())), "System.Random depends on the order of calls; use Randomness.CounterRandom.");

    static IEnumerable<string> FindOutside(string folder, Regex pattern) =>
        SourceFile.All.Where(file => !file.Path.StartsWith(folder, StringComparison.Ordinal)).SelectMany(file => file.Find(pattern));

    static string[] Allowed(SourceFile file)
    {
        Assert.True(Below.TryGetValue(file.Room, out string[]? below), $"src/{file.Path} lies in a room that has no rule yet: add {file.Room} to {nameof(RoomTests)}.{nameof(Below)}.");
        return [.. below, .. Exceptions.Where(exception => file.Path.StartsWith(exception.Path, StringComparison.Ordinal)).SelectMany(exception => exception.Rooms)];
    }

    static string Describe(string[] rooms) => rooms.Length == 0 ? "no other room" : string.Join(", ", rooms);

    static string NamespaceOf(string room) => room == "Autograd" ? "Differentiation" : room;

    static string RoomOf(string name) => name == "Differentiation" ? "Autograd" : name;

    static void AssertNone(IEnumerable<string> violations, string cure)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{cure}\n{string.Join('\n', found)}");
    }

    /// <summary>A room's name in front of a dot, behind ResNeXtSharp or alone; a member of that name has a dot before it.</summary>
    [GeneratedRegex("""(?<![\w.])(ResNeXtSharp\.)?(?<room>Kernels|Randomness|Tensors|Differentiation|Ops|Nn|Models|Explanation|Data|Weights|Onnx|Protobuf|Downloads|Distributed|Training|Inference|Web|Cli)(?=\.[A-Z]|;)""")]
    private static partial Regex Reference();

    [GeneratedRegex("""Kernels\.(?!Simd\b)[A-Z]""")]
    private static partial Regex OtherKernel();

    [GeneratedRegex("""\bunsafe\b|\bfloat\*|System\.Runtime\.Intrinsics|\bMarshal\b|\bNativeMemory\b""")]
    private static partial Regex Unsafe();

    [GeneratedRegex("""\bGetEnvironmentVariables?\b""")]
    private static partial Regex EnvironmentVariable();

    [GeneratedRegex("""(?<![\w.])Console\.""")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex("""\bnew Random\b|(?<![\w.])Random\.Shared|\bSystem\.Random\b|(?<![\w.])Random [a-z_]\w* *(=|;|,|\))""")]
    private static partial Regex SystemRandom();
}
