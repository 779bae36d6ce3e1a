using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class WeightDTypesTests
{
    [Theory]
    [InlineData(WeightDType.Bool, "BOOL", 8)]
    [InlineData(WeightDType.F4, "F4", 4)]
    [InlineData(WeightDType.F6_E2M3, "F6_E2M3", 6)]
    [InlineData(WeightDType.F6_E3M2, "F6_E3M2", 6)]
    [InlineData(WeightDType.U8, "U8", 8)]
    [InlineData(WeightDType.I8, "I8", 8)]
    [InlineData(WeightDType.F8_E5M2, "F8_E5M2", 8)]
    [InlineData(WeightDType.F8_E4M3, "F8_E4M3", 8)]
    [InlineData(WeightDType.F8_E8M0, "F8_E8M0", 8)]
    [InlineData(WeightDType.F8_E4M3FNUZ, "F8_E4M3FNUZ", 8)]
    [InlineData(WeightDType.F8_E5M2FNUZ, "F8_E5M2FNUZ", 8)]
    [InlineData(WeightDType.I16, "I16", 16)]
    [InlineData(WeightDType.U16, "U16", 16)]
    [InlineData(WeightDType.F16, "F16", 16)]
    [InlineData(WeightDType.BF16, "BF16", 16)]
    [InlineData(WeightDType.I32, "I32", 32)]
    [InlineData(WeightDType.U32, "U32", 32)]
    [InlineData(WeightDType.F32, "F32", 32)]
    [InlineData(WeightDType.C64, "C64", 64)]
    [InlineData(WeightDType.F64, "F64", 64)]
    [InlineData(WeightDType.I64, "I64", 64)]
    [InlineData(WeightDType.U64, "U64", 64)]
    public void Each_type_has_the_formats_name_and_size(WeightDType dtype, string name, int bits)
    {
        Assert.Equal((name, bits), (dtype.Name(), dtype.BitsPerElement()));
        Assert.True(WeightDTypes.TryParse(name, out WeightDType parsed));
        Assert.Equal(dtype, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("f32")]
    [InlineData("Bool")]
    [InlineData("F33")]
    public void Other_names_are_unknown(string name) => Assert.False(WeightDTypes.TryParse(name, out _));
}
