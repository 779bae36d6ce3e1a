using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ResNeXtSharp.Weights;

/// <summary>Converts stored little-endian elements to float32.</summary>
static class FloatConversion
{
    /// <summary>Whether <see cref="ToFloats"/> knows the type.</summary>
    public static bool CanConvert(WeightDType dtype) => dtype is WeightDType.F32 or WeightDType.F16 or WeightDType.BF16 or WeightDType.F64
        or WeightDType.I64 or WeightDType.I32 or WeightDType.I16 or WeightDType.I8 or WeightDType.U8 or WeightDType.Bool;

    /// <summary>Rounds to the nearest float32; doubles beyond its range become infinities, any non-zero truth value becomes 1.</summary>
    /// <param name="dtype">A type that <see cref="CanConvert"/>.</param>
    /// <param name="source">The elements' bytes, exactly as many as <paramref name="destination"/> has elements.</param>
    /// <param name="destination">Receives one float per element.</param>
    public static void ToFloats(WeightDType dtype, ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (dtype == WeightDType.F32 && BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }
        int size = dtype.BitsPerElement() / 8;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = ToFloat(dtype, source.Slice(i * size, size));
    }

    static float ToFloat(WeightDType dtype, ReadOnlySpan<byte> element) => dtype switch
    {
        WeightDType.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        WeightDType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
        WeightDType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
        WeightDType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
        WeightDType.I64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        WeightDType.I32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        WeightDType.I16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        WeightDType.I8 => (sbyte)element[0],
        WeightDType.U8 => element[0],
        WeightDType.Bool => element[0] == 0 ? 0 : 1,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "cannot be converted to float32"),
    };
}
