using System.Text;
using static ResNeXtSharp.Tests.Weights.SafeTensorsBytes;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Files that a reader must refuse, each with the words that its message must contain.</summary>
static class BadSafeTensors
{
    const string Good = "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    public static IReadOnlyDictionary<string, (byte[] Bytes, string Reason)> Cases { get; } =
        All().ToDictionary(file => file.Name, file => (file.Bytes, file.Reason));

    static IEnumerable<(string Name, byte[] Bytes, string Reason)> All() =>
        [.. Lengths(), .. Json(), .. Descriptions(), .. Offsets(), .. Texts(), .. Foreign()];

    static IEnumerable<(string, byte[], string)> Lengths() =>
    [
        ("empty file", [], "empty"),
        ("seven bytes", new byte[7], "7 bytes"),
        ("length with a high byte set", [0x3c, 0, 0, 0, 0, 0, 0, 0xff], "no safetensors file"),
        ("length one above the cap", LengthPrefix(100_000_001), "100,000,001"),
        ("length beyond the file", [.. LengthPrefix(60), .. "{}"u8], "truncated or still downloading"),
        ("length 2^63", LengthPrefix(1UL << 63), "no safetensors file"),
        ("length of ten million entries", LengthPrefix(900_000_000), "900,000,000"),
        ("length zero", LengthPrefix(0), "not valid JSON"),
    ];

    static IEnumerable<(string, byte[], string)> Json() =>
    [
        ("header byte 0xff", File([0xff], []), "not UTF-8"),
        ("header with an overlong UTF-8 form", File([(byte)'{', (byte)'"', 0xc0, 0x80, (byte)'"', (byte)'}'], []), "not UTF-8"),
        ("opening brace only", File("{"), "not valid JSON"),
        ("root is an array", File("[]"), "not a JSON object"),
        ("root is a string", File("\"a\""), "not a JSON object"),
        ("root is a number", File("12"), "not a JSON object"),
        ("second root object", File("{}{}"), "something follows"),
        ("header padded with zero bytes", File("{}\0\0\0\0\0\0"), "something follows"),
        ("byte order mark", File("\uFEFF{}"), "not valid JSON"),
        ("comment", File("{/**/}"), "not valid JSON"),
        ("trailing comma", File("{\"a\":{" + Good + "},}", 4), "not valid JSON"),
        ("nesting of 10,000 arrays", File(new string('[', 10_000)), "not a JSON object"),
        ("nesting of 10,000 arrays in a shape", OneTensor("F32", new string('[', 10_000), "[0,4]", 4), "shape holds something else than non-negative integers"),
    ];

    static IEnumerable<(string, byte[], string)> Descriptions() =>
    [
        ("tensor is a number", File("{\"a\":1}"), "not a JSON object"),
        ("unknown dtype", OneTensor("F33", "[1]", "[0,4]", 4), "`F33` is unknown"),
        ("dtype in lower case", OneTensor("f32", "[1]", "[0,4]", 4), "`f32` is unknown"),
        ("dtype is a number", File(Header("\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]"), 4), "dtype is not a string"),
        ("missing dtype", File(Header("\"shape\":[1],\"data_offsets\":[0,4]"), 4), "no dtype"),
        ("missing shape", File(Header("\"dtype\":\"F32\",\"data_offsets\":[0,4]"), 4), "no shape"),
        ("missing data_offsets", File(Header("\"dtype\":\"F32\",\"shape\":[1]"), 4), "no data_offsets"),
        ("unknown field", File(Header(Good + ",\"strides\":[1]"), 4), "unknown field `strides`"),
        ("shape is null", OneTensor("F32", "null", "[0,4]", 4), "shape is not an array"),
        ("shape negative", OneTensor("F32", "[-1]", "[0,4]", 4), "shape holds something else than non-negative integers"),
        ("shape float", OneTensor("F32", "[1.5]", "[0,4]", 4), "shape holds something else than non-negative integers"),
        ("shape string", OneTensor("F32", "[\"1\"]", "[0,4]", 4), "shape holds something else than non-negative integers"),
        ("shape 2^64", OneTensor("F32", "[18446744073709551616]", "[0,4]", 4), "overflow"),
        ("shape of 65 dimensions", OneTensor("F32", $"[{string.Join(',', Enumerable.Repeat(1, 65))}]", "[0,4]", 4), "more than 64"),
        ("shape product overflow", OneTensor("F32", "[2,18446744073709551614]", "[0,4]", 4), "overflow"),
        ("shape product overflow in 63 bits", OneTensor("U8", "[4,4611686018427387904]", "[0,4]", 4), "overflow"),
        ("size overflow", OneTensor("F32", "[2,9223372036854775807]", "[0,4]", 4), "overflow"),
        ("size overflow in bits", OneTensor("F64", "[576460752303423488]", "[0,4]", 4), "overflow"),
        ("integer written 1.0", OneTensor("F32", "[1.0]", "[0,4]", 4), "non-negative integers"),
        ("integer written -0", OneTensor("F32", "[1]", "[-0,4]", 4), "data_offsets holds something else than non-negative integers"),
        ("integer written 1e1", OneTensor("U8", "[1e1]", "[0,10]", 10), "non-negative integers"),
        ("integer written 01", OneTensor("F32", "[01]", "[0,4]", 4), "not valid JSON"),
        ("elements that do not fill a byte", OneTensor("F4", "[3]", "[0,2]", 2), "whole bytes"),
    ];

    static IEnumerable<(string, byte[], string)> Offsets() =>
    [
        ("one offset", OneTensor("F32", "[1]", "[4]", 4), "two numbers"),
        ("three offsets", OneTensor("F32", "[1]", "[0,4,8]", 4), "more than 2"),
        ("offsets reversed", OneTensor("F32", "[1]", "[4,0]", 4), "ends before it begins"),
        ("offset negative", OneTensor("F32", "[1]", "[-4,0]", 4), "non-negative integers"),
        ("offset float", OneTensor("F32", "[1]", "[0.0,4.0]", 4), "non-negative integers"),
        ("offset beyond any file", OneTensor("U8", "[9223372036854775807]", "[0,9223372036854775807]", 4), "overflow"),
        ("offset far beyond this file", OneTensor("U8", "[1152921504606846975]", "[0,1152921504606846975]", 4), "truncated or still downloading"),
        ("size mismatch", OneTensor("I32", "[2,2]", "[0,4]", 4), "need 16 bytes, data_offsets spans 4"),
        ("hole between tensors", Two("[0,4]", "[8,12]", 12), "a hole of 4 bytes"),
        ("hole before the first tensor", OneTensor("F32", "[1]", "[4,8]", 8), "a hole of 4 bytes"),
        ("partial overlap", Two("[0,4]", "[2,6]", 6), "overlaps"),
        ("ten tensors on the same bytes", File(Header([.. Enumerable.Repeat(Good, 10)]), 4), "overlaps"),
        ("trailing bytes", OneTensor("F32", "[1]", "[0,4]", 7), "something was appended"),
        ("trailing bytes after an empty header", File("{}", 1), "something was appended"),
        ("two bytes missing", OneTensor("F32", "[1]", "[0,4]", 2), "truncated or still downloading"),
    ];

    static IEnumerable<(string, byte[], string)> Texts() =>
    [
        ("duplicate tensor name", File("{\"a\":{" + Good + "},\"a\":{" + Good + "}}", 4), "`a` occurs twice"),
        ("duplicate tensor name, escaped", File("{\"a\":{" + Good + "},\"\\u0061\":{" + Good + "}}", 4), "`a` occurs twice"),
        ("duplicate key in a description", File(Header(Good + ",\"shape\":[1]"), 4), "occurs twice"),
        ("metadata is a string", File("{\"__metadata__\":\"x\"}"), "metadata is not a JSON object"),
        ("metadata with a number", File("{\"__metadata__\":{\"k\":1}}"), "`k` is not a string"),
        ("metadata with an object", File("{\"__metadata__\":{\"k\":{}}}"), "`k` is not a string"),
        ("metadata with null", File("{\"__metadata__\":{\"k\":null}}"), "`k` is not a string"),
        ("metadata with a duplicate key", File("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}"), "`k` occurs twice"),
        ("metadata twice", File("{\"__metadata__\":{},\"__metadata__\":{}}"), "`__metadata__` occurs twice"),
        ("lone surrogate in a name", File("{\"\\ud800\":{" + Good + "}}", 4), "not valid Unicode"),
        ("lone surrogate in the metadata", File("{\"__metadata__\":{\"k\":\"\\udc00\"}}"), "not valid Unicode"),
        ("more tensors than any model has", File(ManyEmptyTensors(100_001)), "more than 100,000 tensors"),
        ("more metadata than any model has", File(MuchMetadata(100_001)), "more than 100,000 pairs"),
    ];

    static IEnumerable<(string, byte[], string)> Foreign() =>
    [
        ("HTML page", [.. "<!DOCTYPE html><html>"u8], "HTML page"),
        ("zip archive", [.. "PK\u0003\u0004"u8, 0, 0, 8, 8, 0, 0], "zip archive"),
        ("gzip archive", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], "gzip archive"),
        ("Git LFS pointer", [.. "version https://git-lfs.github.com/spec/v1\n"u8], "git lfs pull"),
        ("JSON text", [.. "{\"error\": \"not found\"}"u8], "JSON text"),
    ];

    static byte[] Two(string first, string second, int dataLength) =>
        File(Header(Description("F32", "[1]", first), Description("F32", "[1]", second)), dataLength);

    static string ManyEmptyTensors(int count) => Members(count, index => $"\"{index}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}");

    static string MuchMetadata(int count) => "{\"__metadata__\":" + Members(count, index => $"\"{index}\":\"\"") + "}";

    static string Members(int count, Func<int, string> member)
    {
        var text = new StringBuilder("{");
        text.AppendJoin(',', Enumerable.Range(0, count).Select(member));
        return text.Append('}').ToString();
    }
}
