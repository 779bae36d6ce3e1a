namespace ResNeXtSharp.Weights;

/// <summary>A Python name that a pickle of weights may mention: a token of this table, never a type or a function of Python or .NET.</summary>
sealed class PyTorchGlobal
{
    static readonly Dictionary<(string Module, string Name), PyTorchGlobal> Known = All().ToDictionary(each => (each.Module, each.Global.Name), each => each.Global);

    readonly Func<object?[], object?>? _build;

    PyTorchGlobal(string name, Func<object?[], object?>? build = null, WeightDType? storageType = null)
    {
        Name = name;
        StorageType = storageType;
        _build = build;
    }

    /// <summary>The name without its module.</summary>
    public string Name { get; }

    /// <summary>What a storage of this class holds, or null if this is no class of storages.</summary>
    public WeightDType? StorageType { get; }

    /// <summary>The token of a name, or null for every name that is not in the table.</summary>
    public static PyTorchGlobal? Find(string module, string name) => Known.GetValueOrDefault((module, name));

    /// <summary>Builds the value that the Python function or class of this name would.</summary>
    /// <exception cref="PickleValueException">This is nothing to call, or not with these arguments.</exception>
    public object? Call(object?[] arguments) => _build is null ? throw new PickleValueException($"a call of {Name}, which is no function") : _build(arguments);

    static IEnumerable<(string Module, PyTorchGlobal Global)> All() =>
    [
        ("collections", new("OrderedDict", OrderedDict)),
        ("torch", new("Size", Size)),
        ("torch._utils", new("_rebuild_tensor", arguments => arguments.Length == 4 ? View(arguments) : throw Arguments("_rebuild_tensor"))),
        ("torch._utils", new("_rebuild_tensor_v2", ViewWithHooks)),
        ("torch._utils", new("_rebuild_parameter", Parameter)),
        ("torch.nn.parameter", new("Parameter", Parameter)),
        ("torch.storage", new("UntypedStorage", storageType: WeightDType.U8)),
        .. PyTorchDTypes.All.Select(type => ("torch", new PyTorchGlobal(type.Storage, storageType: type.DType))),
        .. PyTorchDTypes.All.Select(type => ("torch", new PyTorchGlobal(type.Name))),
    ];

    static PickleDict OrderedDict(object?[] arguments) => arguments.Length == 0 ? new PickleDict(isOrderedDict: true) : throw Arguments("OrderedDict");

    static object?[] Size(object?[] arguments) => arguments is [object?[] sizes] ? sizes : throw Arguments("Size");

    static PyTorchView ViewWithHooks(object?[] arguments) =>
        arguments is [_, _, _, _, bool, null or PickleDict] or [_, _, _, _, bool, null or PickleDict, null or PickleDict] ? View(arguments) : throw Arguments("_rebuild_tensor_v2");

    static PyTorchView View(object?[] arguments) =>
        arguments is [PyTorchStorage storage, long offset, object?[] sizes, object?[] strides, ..] && sizes.All(IsInteger) && strides.All(IsInteger)
            ? new PyTorchView(storage, offset, [.. sizes.Cast<long>()], [.. strides.Cast<long>()])
            : throw Arguments("_rebuild_tensor");

    static PyTorchView Parameter(object?[] arguments) =>
        arguments is [PyTorchView] or [PyTorchView, bool] or [PyTorchView, bool, null or PickleDict] ? (PyTorchView)arguments[0]! : throw Arguments("Parameter");

    static bool IsInteger(object? value) => value is long;

    static PickleValueException Arguments(string name) => new($"a call of {name} with other arguments than PyTorch gives it");
}
