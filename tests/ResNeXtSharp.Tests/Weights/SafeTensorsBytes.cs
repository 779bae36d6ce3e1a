using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Assembles safetensors files from their parts, right or wrong, without the writer under test.</summary>
static class SafeTensorsBytes
{
    public static byte[] File(string header, int dataLength = 0) => File(header, new byte[dataLength]);

    public static byte[] File(string header, byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, byte[] data) => [.. LengthPrefix((ulong)header.Length), .. header, .. data];

    public static byte[] LengthPrefix(ulong length)
    {
        byte[] prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return prefix;
    }

    /// <summary>A JSON header with the tensors <c>a</c>, <c>b</c>, ...; each argument is the inside of a description.</summary>
    public static string Header(params string[] descriptions) =>
        "{" + string.Join(",", descriptions.Select((description, index) => $"\"{(char)('a' + index)}\":{{{description}}}")) + "}";

    public static string Description(string dtype, string shape, string offsets) => $"\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":{offsets}";

    /// <summary>A file with one tensor <c>a</c>.</summary>
    public static byte[] OneTensor(string dtype, string shape, string offsets, int dataLength = 0) =>
        File(Header(Description(dtype, shape, offsets)), dataLength);

    public static byte[] OneTensor(string dtype, string shape, byte[] data) => File(Header(Description(dtype, shape, $"[0,{data.Length}]")), data);
}
