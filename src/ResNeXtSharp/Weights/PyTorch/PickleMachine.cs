namespace ResNeXtSharp.Weights;

/// <summary>Reads one pickle as data. It runs nothing and looks up no type: a global is a name in a fixed table, and calling one builds a value of that table.</summary>
/// <remarks>
/// The operations are those that PyTorch's own restricted reader allows, and protocol 4's spelling of the same. Values are null, bool, long, double,
/// string, <c>object?[]</c> (tuple), <see cref="List{T}"/>, <see cref="PickleDict"/>, <see cref="PyTorchGlobal"/>, <see cref="PyTorchStorage"/> and
/// <see cref="PyTorchView"/>. They are shared by reference and never copied or walked recursively, so memory and time stay proportional to the pickle.
/// </remarks>
/// <param name="bytes">The pickle.</param>
/// <param name="storages">Receives the storages that the pickle names.</param>
sealed class PickleMachine(PickleBytes bytes, PyTorchStorages storages)
{
    const int MaxOperations = 1_000_000, MaxStack = 10_000, MaxMemo = 100_000, MaxText = 1 << 20, HighestProtocol = 5;

    static readonly object Marker = new();

    readonly List<object?> _stack = [];
    readonly Dictionary<uint, object?> _memo = [];
    long _at;

    /// <summary>Runs to the pickle's STOP and returns what it describes.</summary>
    /// <exception cref="WeightFormatException">It is malformed, too large, or asks for anything but tensors in containers.</exception>
    public object? Run()
    {
        for (int count = 0; count < MaxOperations; count++)
        {
            _at = bytes.Position;
            var opcode = (PickleOpcode)bytes.Byte();
            if (opcode == PickleOpcode.Stop) return Finish();
            Step(opcode);
            if (_stack.Count > MaxStack) throw Bad($"more than {MaxStack:N0} values at once");
        }
        throw Bad($"more than {MaxOperations:N0} operations");
    }

    object? Finish()
    {
        object? root = Pop();
        if (_stack.Count > 0) throw Bad("values that belong to nothing");
        return PickleCycle.IsIn(root) ? throw Bad("a container that contains itself") : root;
    }

    void Step(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol: RequireProtocol(bytes.Byte()); break;
            case PickleOpcode.Frame: bytes.Int64(); break;
            case PickleOpcode.Mark: _stack.Add(Marker); break;
            case PickleOpcode.None: _stack.Add(null); break;
            case PickleOpcode.NewTrue: _stack.Add(true); break;
            case PickleOpcode.NewFalse: _stack.Add(false); break;
            case PickleOpcode.BinInt: _stack.Add((long)bytes.Int32()); break;
            case PickleOpcode.BinInt1: _stack.Add((long)bytes.Byte()); break;
            case PickleOpcode.BinInt2: _stack.Add((long)bytes.UInt16()); break;
            case PickleOpcode.Long1: _stack.Add(bytes.Integer(bytes.Byte())); break;
            case PickleOpcode.BinFloat: _stack.Add(bytes.BigEndianDouble()); break;
            case PickleOpcode.BinUnicode: _stack.Add(bytes.Text(bytes.UInt32(), MaxText)); break;
            case PickleOpcode.ShortBinUnicode or PickleOpcode.ShortBinString: _stack.Add(bytes.Text(bytes.Byte(), MaxText)); break;
            case PickleOpcode.EmptyTuple: _stack.Add(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: _stack.Add(PopMany(1)); break;
            case PickleOpcode.Tuple2: _stack.Add(PopMany(2)); break;
            case PickleOpcode.Tuple3: _stack.Add(PopMany(3)); break;
            case PickleOpcode.Tuple: _stack.Add(PopToMark()); break;
            case PickleOpcode.EmptyList: _stack.Add(new List<object?>()); break;
            case PickleOpcode.Append: Append(PopMany(1)); break;
            case PickleOpcode.Appends: Append(PopToMark()); break;
            case PickleOpcode.EmptyDict: _stack.Add(new PickleDict(isOrderedDict: false)); break;
            case PickleOpcode.SetItem: SetItems(PopMany(2)); break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;
            case PickleOpcode.BinPut: Put(bytes.Byte()); break;
            case PickleOpcode.LongBinPut: Put(bytes.UInt32()); break;
            case PickleOpcode.Memoize: Put((uint)_memo.Count); break;
            case PickleOpcode.BinGet: Get(bytes.Byte()); break;
            case PickleOpcode.LongBinGet: Get(bytes.UInt32()); break;
            case PickleOpcode.Global: _stack.Add(Find(bytes.Line(), bytes.Line())); break;
            case PickleOpcode.StackGlobal: _stack.Add(FindOnStack()); break;
            case PickleOpcode.Inst: throw Bad($"an old-style instance of {Find(bytes.Line(), bytes.Line()).Name}");
            case PickleOpcode.Reduce or PickleOpcode.NewObject: Call(); break;
            case PickleOpcode.Build: Build(); break;
            case PickleOpcode.BinPersistentId: _stack.Add(Storage(Pop())); break;
            default: throw Bad($"the operation 0x{(byte)opcode:x2}, which no state dict needs");
        }
    }

    void RequireProtocol(byte protocol)
    {
        if (protocol > HighestProtocol) throw Bad($"the unknown protocol {protocol}");
    }

    object? Pop() => PopMany(1)[0];

    object?[] PopMany(int count)
    {
        if (_stack.Count < count) throw Bad("an operation without its operands");
        object?[] values = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return values.Contains(Marker) ? throw Bad("a mark where a value should be") : values;
    }

    object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(Marker);
        if (mark < 0) throw Bad("an operation without its mark");
        object?[] values = PopMany(_stack.Count - mark - 1);
        _stack.RemoveAt(mark);
        return values;
    }

    T Target<T>(string operation)
        where T : class =>
        _stack.Count > 0 && _stack[^1] is T target ? target : throw Bad($"{operation} that is none");

    void Append(object?[] values) => Target<List<object?>>("items for a list").AddRange(values);

    void SetItems(object?[] values)
    {
        PickleDict target = Target<PickleDict>("items for a dict");
        if (values.Length % 2 != 0) throw Bad("a key without its value");
        for (int i = 0; i < values.Length; i += 2)
        {
            if (values[i] is not (string or long or double or bool)) throw Bad("a key that is neither text nor number");
            if (!target.Items.TryAdd(values[i]!, values[i + 1])) throw Bad($"the key {PrintableText.Quote($"{values[i]}")} twice");
        }
    }

    void Put(uint index)
    {
        if (_stack.Count == 0 || ReferenceEquals(_stack[^1], Marker)) throw Bad("a memo of nothing");
        _memo[index] = _stack[^1];
        if (_memo.Count > MaxMemo) throw Bad($"more than {MaxMemo:N0} memos");
    }

    void Get(uint index) => _stack.Add(_memo.TryGetValue(index, out object? value) ? value : throw Bad($"no memo {index:N0} that it asks for"));

    PyTorchGlobal FindOnStack() =>
        PopMany(2) is [string module, string name] ? Find(module, name) : throw Bad("a global whose name is no text");

    PyTorchGlobal Find(string module, string name) => PyTorchGlobal.Find(module, name) ?? throw new WeightFormatException(
        bytes.Path, $"its pickle asks for Python's {PrintableText.Quote($"{module}.{name}")}, which is not allowed: nothing in a weight file is executed; save the state dict alone, with torch.save(model.state_dict(), ...)", _at);

    void Call()
    {
        object?[] operands = PopMany(2);
        if (operands is not [PyTorchGlobal function, object?[] arguments]) throw Bad("a call of what is no function");
        _stack.Add(Guarded(() => function.Call(arguments)));
    }

    PyTorchStorage Storage(object? id) => Guarded(() => storages.Declare(id));

    // An OrderedDict's attributes are a state dict's _metadata: versions of modules, which are not needed here.
    void Build()
    {
        if (Pop() is not PickleDict) throw Bad("attributes that are no dict");
        if (!Target<PickleDict>("attributes for an OrderedDict").IsOrderedDict) throw Bad("attributes for an OrderedDict that is none");
    }

    T Guarded<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (PickleValueException e)
        {
            throw Bad(e.Message, e);
        }
    }

    WeightFormatException Bad(string problem, Exception? innerException = null) => bytes.Bad(problem, _at, innerException);
}
