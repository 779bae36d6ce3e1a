using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Names that attacks ask Python for, in every way a pickle can ask, are refused by name.</summary>
public sealed class PyTorchGlobalTests
{
    static readonly (string Module, string Name)[] Globals =
    [
        ("os", "system"), ("posix", "system"), ("nt", "system"), ("builtins", "eval"), ("builtins", "exec"), ("builtins", "getattr"), ("builtins", "__import__"),
        ("__builtin__", "eval"), ("subprocess", "Popen"), ("runpy", "_run_code"), ("pty", "spawn"), ("pip", "main"), ("pickle", "loads"), ("torch", "load"),
        ("torch.storage", "_load_from_bytes"), ("torch.jit.unsupported_tensor_ops", "execWrapper"), ("torch.utils.collect_env", "run"), ("numpy.testing._private.utils", "runstring"),
        ("functools", "partial"), ("operator", "attrgetter"), ("pkgutil", "resolve_name"), ("importlib", "import_module"), ("ctypes", "CDLL"), ("logging", "FileHandler"),
        ("io", "FileIO"), ("urllib.request", "urlopen"), ("cloudpickle.cloudpickle", "_make_function"), ("", ""), ("collections", "OrderedDict\0"), ("torch", "_utils._rebuild_tensor_v2"),
    ];

    static readonly Dictionary<string, Func<string, string, byte[]>> Shapes = new()
    {
        ["GLOBAL and REDUCE"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.Global(module, name).Text("id").Raw(0x85).Op('R')),
        ["INST"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.Op('(').Text("id").Op('i').Raw(System.Text.Encoding.UTF8.GetBytes($"{module}\n{name}\n"))),
        ["OBJ"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.Op('(').Global(module, name).Text("id").Op('o')),
        ["STACK_GLOBAL"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.Text(module).Text(name).Raw(0x93).Text("id").Raw(0x85).Op('R')),
        ["NEWOBJ and BUILD"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.Global(module, name).Op(')').Raw(0x81).Op('}').Op('b')),
        ["inside a tensor's arguments"] = (module, name) => PickleBuilder.StateDict(pickle => pickle.TensorOf(inner => inner.Global(module, name).Text("id").Raw(0x85).Op('R'))),
        ["inside _metadata"] = (module, name) =>
            new PickleBuilder().OrderedDict().Text("w").Tensor().Op('s').Op('}').Text("_metadata").Global(module, name).Text("id").Raw(0x85).Op('R').Op('s').Op('b').Op('.').Bytes,
    };

    public static TheoryData<string> ShapeNames => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Every_global_is_refused_by_name(string shape)
    {
        foreach ((string module, string name) in Globals)
        {
            byte[] pickle = Shapes[shape](module, name);
            foreach (byte[] file in new[] { new ZipParts(ZipParts.Good(pickle)).Build(), LegacyBytes.File(pickle) })
            {
                var error = Assert.Throws<WeightFormatException>(() => TensorFile.Read("evil.pth", file));
                Assert.Contains($"`{PrintableText.Escape($"{module}.{name}")}`, which is not allowed", error.Message, StringComparison.Ordinal);
                Assert.InRange(error.Offset ?? -1, 0, file.Length);
            }
        }
    }
}
