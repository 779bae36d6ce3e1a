using System.Buffers.Binary;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class FloatConversionTests
{
    [Fact]
    public void Every_half_is_exact_and_every_not_a_number_keeps_its_sign()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float actual = One(WeightDType.F16, [(byte)bits, (byte)(bits >> 8)]);
            Assert.Equal(HalfByDefinition(bits), actual);
            Assert.Equal(bits >> 15 != 0, float.IsNegative(actual));
        }
    }

    [Fact]
    public void Every_bfloat16_is_the_upper_half_of_its_float_not_a_number_included()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(One(WeightDType.BF16, [(byte)bits, (byte)(bits >> 8)])));
    }

    [Theory]
    [InlineData(0x3f800000u)]
    [InlineData(0x80000000u)]
    [InlineData(0x00000001u)]
    [InlineData(0x7f800000u)]
    [InlineData(0x7f800001u)]
    [InlineData(0xffc12345u)]
    public void Floats_keep_every_bit(uint bits)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, bits);
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(One(WeightDType.F32, bytes)));
    }

    [Theory]
    [InlineData(0.1, 0.1f)]
    [InlineData(1e300, float.PositiveInfinity)]
    [InlineData(-1e-300, -0f)]
    [InlineData(double.NaN, float.NaN)]
    public void Doubles_are_rounded(double stored, float expected)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, stored);
        Assert.Equal(expected, One(WeightDType.F64, bytes));
    }

    [Theory]
    [InlineData(1234L, 1234f)]
    [InlineData(-1L, -1f)]
    [InlineData((1L << 24) + 1, 16777216f)]
    [InlineData(long.MinValue, -9223372036854775808f)]
    public void Long_integers_are_rounded(long stored, float expected)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, stored);
        Assert.Equal(expected, One(WeightDType.I64, bytes));
    }

    [Theory]
    [InlineData(WeightDType.I32, new byte[] { 0xfe, 0xff, 0xff, 0xff }, -2f)]
    [InlineData(WeightDType.U8, new byte[] { 0xff }, 255f)]
    [InlineData(WeightDType.Bool, new byte[] { 0 }, 0f)]
    [InlineData(WeightDType.Bool, new byte[] { 1 }, 1f)]
    [InlineData(WeightDType.Bool, new byte[] { 2 }, 1f)]
    public void Small_types_are_exact(WeightDType dtype, byte[] bytes, float expected) => Assert.Equal(expected, One(dtype, bytes));

    static float One(WeightDType dtype, byte[] bytes)
    {
        float[] value = new float[1];
        FloatConversion.ToFloats(dtype, bytes, value);
        return value[0];
    }

    static float HalfByDefinition(int bits)
    {
        int exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
        double magnitude = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1024 + fraction) * Math.Pow(2, exponent - 25),
        };
        return (float)(bits >> 15 == 0 ? magnitude : -magnitude);
    }
}
