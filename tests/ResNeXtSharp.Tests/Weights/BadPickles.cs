namespace ResNeXtSharp.Tests.Weights;

/// <summary>Pickles that a reader must refuse, each with the words that its message must contain. Around them everything is right.</summary>
static class BadPickles
{
    public static IEnumerable<(string Name, byte[] Pickle, string Reason)> All() => [.. Machine(), .. Types(), .. Storages(), .. Views(), .. Roots()];

    static PickleBuilder New => new();

    static IEnumerable<(string, byte[], string)> Machine() =>
    [
        ("empty", [], "its end cuts off"),
        ("no stop", PickleBuilder.Good()[..^1], "its end cuts off"),
        ("something behind the stop", [.. PickleBuilder.Good(), 0], "something behind its end"),
        ("another pickle behind the stop", [.. PickleBuilder.Good(), .. PickleBuilder.Good()], "something behind its end"),
        ("protocol 6", [0x80, 6, .. PickleBuilder.Good()], "unknown protocol 6"),
        ("stop with nothing", New.Op('.').Bytes, "without its operands"),
        ("call with nothing", New.Op('R').Op('.').Bytes, "without its operands"),
        ("tuple without its mark", New.Op('N').Op('t').Op('.').Bytes, "without its mark"),
        ("mark as a value", New.Op('(').Op('.').Bytes, "a mark where a value should be"),
        ("mark in a tuple", New.Op('(').Op('N').Raw(0x86).Op('.').Bytes, "a mark where a value should be"),
        ("mark left over", New.Op('(').OrderedDict().Op('.').Bytes, "belong to nothing"),
        ("value left over", New.Op('N').OrderedDict().Op('.').Bytes, "belong to nothing"),
        ("memo that was never made", New.Get(7).Op('.').Bytes, "no memo 7"),
        ("memo of nothing", New.Put(0).Op('.').Bytes, "memo of nothing"),
        ("text cut off", New.Text(1000, [65]).Bytes, "its end cuts off"),
        ("text of 2 GB", New.Text(0x7fffffff, [65]).Bytes, "a text of 2,147,483,647 bytes"),
        ("text that is not UTF-8", New.Text(2, [0xc3, 0x28]).Op('.').Bytes, "not UTF-8"),
        ("integer of nine bytes", New.Raw(0x8a, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1).Op('.').Bytes, "an integer of 9 bytes"),
        ("global without its lines", New.Op('c').Raw([.. "torch"u8]).Bytes, "its end cuts off"),
        ("global of a long line", New.Op('c').Raw(new byte[2000]).Bytes, "a line of more than 1,024 bytes"),
        ("POP", New.Op('N').Op('0').Op('.').Bytes, "operation 0x30"),
        ("POP_MARK", New.Op('(').Op('1').Op('.').Bytes, "operation 0x31"),
        ("DUP", New.Op('N').Op('2').Op('.').Bytes, "operation 0x32"),
        ("PUT as text", New.Op('N').Op('p').Raw([.. "0\n"u8]).Op('.').Bytes, "operation 0x70"),
        ("EXT1", New.Raw(0x82, 1).Op('.').Bytes, "operation 0x82"),
        ("BYTEARRAY8", New.Raw(0x96).Raw(new byte[8]).Op('.').Bytes, "operation 0x96"),
        ("NEXT_BUFFER", New.Raw(0x97).Op('.').Bytes, "operation 0x97"),
        ("10,001 values at once", New.Repeat(10_001, (pickle, _) => pickle.Op('N')).Op('.').Bytes, "more than 10,000 values"),
        ("10,001 marks", New.Repeat(10_001, (pickle, _) => pickle.Op('(')).Op('.').Bytes, "more than 10,000 values"),
        ("100,001 memos", New.Op('N').Repeat(100_001, (pickle, i) => pickle.Put((uint)i)).Op('.').Bytes, "more than 100,000 memos"),
        ("a million operations", New.Op('N').Repeat(1_000_000, (pickle, _) => pickle.Raw(0x85)).Op('.').Bytes, "more than 1,000,000 operations"),
        ("list in itself", New.Op(']').Put(0).Get(0).Op('a').Op('.').Bytes, "contains itself"),
        ("dict in itself through a tuple", New.Op('}').Put(0).Text("k").Get(0).Raw(0x85).Op('s').Op('.').Bytes, "contains itself"),
        ("nesting of 50,000 tuples", New.Op(']').Repeat(50_000, (pickle, _) => pickle.Raw(0x85)).Op('.').Bytes, "a sequence instead of a state dict"),
    ];

    static IEnumerable<(string, byte[], string)> Types() =>
    [
        ("items set in a list", New.Op(']').Text("k").Op('N').Op('s').Op('.').Bytes, "items for a dict that is none"),
        ("items set in a storage", New.Storage().Text("k").Op('N').Op('s').Op('.').Bytes, "items for a dict that is none"),
        ("items set in a tensor", New.Tensor().Op('(').Text("k").Op('N').Op('u').Op('.').Bytes, "items for a dict that is none"),
        ("items appended to a dict", New.Op('}').Op('N').Op('a').Op('.').Bytes, "items for a list that is none"),
        ("items appended to a text", New.Text("x").Op('(').Op('N').Op('e').Op('.').Bytes, "items for a list that is none"),
        ("key without a value", New.Op('}').Op('(').Text("k").Op('u').Op('.').Bytes, "a key without its value"),
        ("key twice", New.Op('}').Text("k").Op('N').Op('s').Text("k").Op('N').Op('s').Op('.').Bytes, "the key `k` twice"),
        ("key that is a tuple", New.Op('}').Op(')').Op('N').Op('s').Op('.').Bytes, "neither text nor number"),
        ("attributes of a dict", New.Op('}').Op('}').Op('b').Op('.').Bytes, "OrderedDict that is none"),
        ("attributes of a tensor", New.Tensor().Op('}').Op('b').Op('.').Bytes, "OrderedDict that is none"),
        ("attributes that are no dict", New.OrderedDict().Op('N').Op('b').Op('.').Bytes, "attributes that are no dict"),
        ("call of a type of numbers", New.Global("torch", "float32").Op(')').Op('R').Op('.').Bytes, "a call of float32"),
        ("call of a class of storages", New.Global("torch", "FloatStorage").Integers(4).Op('R').Op('.').Bytes, "a call of FloatStorage"),
        ("call of a text", New.Text("os.system").Op(')').Op('R').Op('.').Bytes, "what is no function"),
        ("call of a tensor", New.Tensor().Op(')').Op('R').Op('.').Bytes, "what is no function"),
        ("call without a tuple", New.Global("collections", "OrderedDict").Op('N').Op('R').Op('.').Bytes, "what is no function"),
        ("OrderedDict of arguments", New.Global("collections", "OrderedDict").Op(']').Raw(0x85).Op('R').Op('.').Bytes, "a call of OrderedDict with other arguments"),
        ("tensor without arguments", New.Global("torch._utils", "_rebuild_tensor_v2").Op(')').Op('R').Op('.').Bytes, "a call of _rebuild_tensor_v2 with other arguments"),
        ("tensor of a text", PickleBuilder.StateDict(pickle => pickle.TensorOf(inner => inner.Text("storage"))), "a call of _rebuild_tensor with other arguments"),
        ("parameter of a storage", New.Global("torch._utils", "_rebuild_parameter").Storage().Raw(0x85).Op('R').Op('.').Bytes, "a call of Parameter with other arguments"),
        ("size of a number", New.Global("torch", "Size").Integer(3).Raw(0x85).Op('R').Op('.').Bytes, "a call of Size with other arguments"),
        ("global whose name is a number", New.Text("torch").Integer(1).Raw(0x93).Op('.').Bytes, "whose name is no text"),
        ("instance of an allowed name", New.Op('(').Op('i').Raw([.. "collections\nOrderedDict\n"u8]).Op('.').Bytes, "old-style instance"),
        ("object of an allowed name", New.Op('(').Global("collections", "OrderedDict").Op('o').Op('.').Bytes, "operation 0x6f"),
    ];

    static IEnumerable<(string, byte[], string)> Storages() =>
    [
        ("persistent id that is a text", New.Text("storage").Op('Q').Op('.').Bytes, "persistent id"),
        ("persistent id without a count", New.Op('(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Op('t').Op('Q').Op('.').Bytes, "persistent id"),
        ("persistent id of a module", New.Op('(').Text("module").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(4).Op('t').Op('Q').Op('.').Bytes, "persistent id"),
        ("storage that views another", New.Op('(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(4).Text("1").Op('t').Op('Q').Op('.').Bytes, "persistent id"),
        ("key that is a path", PickleBuilder.StateDict(pickle => pickle.Tensor(key: "../../etc/passwd")), "the key `../../etc/passwd`"),
        ("empty key", PickleBuilder.StateDict(pickle => pickle.Tensor(key: "")), "the key ``"),
        ("count of -1", PickleBuilder.StateDict(pickle => pickle.Tensor(count: -1)), "a storage of -1 elements"),
        ("count of 2^62", PickleBuilder.StateDict(pickle => pickle.Tensor(count: 1L << 62)), "more than the file has room for"),
        ("count one too many", PickleBuilder.StateDict(pickle => pickle.Tensor(count: 5)), "5 elements of F32 need 20"),
        ("count one too few", PickleBuilder.StateDict(pickle => pickle.Tensor(count: 3, sizes: [3], strides: [1])), "3 elements of F32 need 12"),
        ("another type than stored", PickleBuilder.StateDict(pickle => pickle.Tensor(type: "DoubleStorage")), "4 elements of F64 need 32"),
        ("type of numbers instead of a class of storages", PickleBuilder.StateDict(pickle => pickle.Tensor(type: "float32")), "the class float32, which is none"),
        ("function instead of a class of storages", PickleBuilder.StateDict(pickle => pickle.Tensor(type: "Size")), "the class Size, which is none"),
        ("storage described twice", New.OrderedDict().Text("a").Tensor().Op('s').Text("b").Tensor(count: 3, sizes: [1], strides: [1]).Op('s').Op('.').Bytes, "two descriptions of the storage 0"),
    ];

    static IEnumerable<(string, byte[], string)> Views() =>
    [
        ("view beyond its storage", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [3, 2])), "beyond the 4 elements"),
        ("offset beyond its storage", PickleBuilder.StateDict(pickle => pickle.Tensor(offset: 1)), "beyond the 4 elements"),
        ("empty view beyond its storage", PickleBuilder.StateDict(pickle => pickle.Tensor(offset: 5, sizes: [0], strides: [1])), "beyond the 4 elements"),
        ("negative offset", PickleBuilder.StateDict(pickle => pickle.Tensor(offset: -1)), "negative"),
        ("negative size", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [-2, 2])), "negative"),
        ("negative stride", PickleBuilder.StateDict(pickle => pickle.Tensor(strides: [-2, 1])), "negative"),
        ("more strides than sizes", PickleBuilder.StateDict(pickle => pickle.Tensor(strides: [4, 2, 1])), "2 sizes and 3 strides"),
        ("9 dimensions", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: new long[9], strides: new long[9])), "9 dimensions"),
        ("65 dimensions", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: new long[65], strides: new long[65])), "65 dimensions"),
        ("sizes that overflow", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [1L << 62, 4], strides: [0, 0])), "overflow"),
        ("bytes that overflow", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [1L << 62], strides: [0])), "overflow"),
        ("strides that overflow", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [3], strides: [1L << 62])), "overflow"),
        ("expanded to 4 TB", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [1L << 40], strides: [0])), "made to fill memory"),
        ("windows that overlap", PickleBuilder.StateDict(pickle => pickle.Tensor(sizes: [3, 2], strides: [1, 1])), "6 elements on a storage of 4"),
        ("many tensors on one storage", Many(), "made to fill memory"),
    ];

    static IEnumerable<(string, byte[], string)> Roots() =>
    [
        ("a number", New.Integer(3).Op('.').Bytes, "a single value instead of a state dict"),
        ("a tensor", New.Tensor().Op('.').Bytes, "one tensor without a name"),
        ("a list of tensors", New.Op(']').Tensor().Op('a').Op('.').Bytes, "a sequence instead of a state dict"),
        ("a dict without tensors", New.Op('}').Text("epoch").Integer(3).Op('s').Op('.').Bytes, "it has `epoch`"),
        ("a dict of a state dict of another name", New.Op('}').Text("generator").OrderedDict().Text("w").Tensor().Op('s').Op('s').Op('.').Bytes, "it has `generator`"),
    ];

    static byte[] Many()
    {
        PickleBuilder pickle = New.OrderedDict();
        for (int i = 0; i < 200; i++) pickle.Text($"w{i}").Tensor(sizes: [100, 4], strides: [0, 1]).Op('s');
        return pickle.Op('.').Bytes;
    }
}
