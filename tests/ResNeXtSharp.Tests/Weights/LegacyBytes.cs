namespace ResNeXtSharp.Tests.Weights;

/// <summary>Assembles files of PyTorch's container from before version 1.6, right or wrong.</summary>
static class LegacyBytes
{
    static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>A file whose one storage <c>0</c> has four floats; each part can be replaced.</summary>
    public static byte[] File(byte[]? pickle = null, byte[]? protocol = null, byte[]? machine = null, byte[]? keys = null, byte[]? data = null) =>
        [.. Magic, .. protocol ?? Protocol(1001), .. machine ?? Machine(), .. pickle ?? PickleBuilder.Good(), .. keys ?? Keys("0"), .. data ?? Data(4)];

    public static byte[] Protocol(long number) => new PickleBuilder().Integer(number).Op('.').Bytes;

    public static byte[] Machine(byte littleEndian = 0x88) => new PickleBuilder().Op('}').Text("little_endian").Raw(littleEndian).Op('s').Op('.').Bytes;

    public static byte[] Keys(params string[] keys)
    {
        PickleBuilder pickle = new PickleBuilder().Op(']').Op('(');
        foreach (string key in keys) pickle.Text(key);
        return pickle.Op('e').Op('.').Bytes;
    }

    public static byte[] Data(long count, int bytes = 16) => [.. BitConverter.GetBytes(count), .. Enumerable.Range(0, bytes).Select(i => (byte)i)];

    /// <summary>Files that a reader must refuse, each with the words that its message must contain.</summary>
    public static IEnumerable<(string Name, byte[] Bytes, string Reason)> Bad() =>
    [
        ("nothing behind the magic number", Magic, "its end cuts off"),
        ("another protocol", File(protocol: Protocol(1002)), "another protocol"),
        ("big-endian", File(machine: Machine(littleEndian: 0x89)), "not little-endian"),
        ("machine that is no dict", File(machine: Protocol(1)), "not little-endian"),
        ("tensor in the machine's dict", File(machine: new PickleBuilder().Op('}').Text("little_endian").Raw(0x88).Op('s').Text("x").Tensor().Op('s').Op('.').Bytes), "in front of the object"),
        ("keys that are no list", File(keys: Protocol(1)), "no list of storages"),
        ("key that no tensor uses", File(keys: Keys("0", "1")), "names one that no tensor uses"),
        ("key twice", File(keys: Keys("0", "0")), "names one that no tensor uses, or one twice"),
        ("key that is a number", File(keys: new PickleBuilder().Op(']').Integer(0).Op('a').Op('.').Bytes), "names one that no tensor uses"),
        ("no keys", File(keys: Keys(), data: []), "elements of the storage 0 are missing"),
        ("count that differs", File(data: Data(5)), "has 5 elements, its tensors expect 4"),
        ("negative count", File(data: Data(-1)), "has -1 elements"),
        ("data cut off", File(data: Data(4, bytes: 15)), "truncated or still downloading"),
        ("data missing", File(data: []), "truncated or still downloading"),
        ("something appended", File(data: Data(4, bytes: 17)), "something was appended"),
    ];
}
