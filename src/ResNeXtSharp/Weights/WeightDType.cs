namespace ResNeXtSharp.Weights;

/// <summary>Element type of a stored tensor, with the names and the order of the safetensors format.</summary>
/// <remarks>
/// All can be listed; <see cref="F32"/>, <see cref="F16"/>, <see cref="BF16"/>, <see cref="F64"/>, <see cref="I64"/>, <see cref="I32"/>,
/// <see cref="I16"/>, <see cref="I8"/>, <see cref="U8"/> and <see cref="Bool"/>, PyTorch's ten, can be loaded as float32.
/// </remarks>
public enum WeightDType
{
    /// <summary>One byte per truth value.</summary>
    Bool,

    /// <summary>4-bit float (MX).</summary>
    F4,

    /// <summary>6-bit float, 2 exponent bits (MX).</summary>
    F6_E2M3,

    /// <summary>6-bit float, 3 exponent bits (MX).</summary>
    F6_E3M2,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Signed 8-bit integer.</summary>
    I8,

    /// <summary>8-bit float, 5 exponent bits.</summary>
    F8_E5M2,

    /// <summary>8-bit float, 4 exponent bits.</summary>
    F8_E4M3,

    /// <summary>8-bit scale, exponent only (MX).</summary>
    F8_E8M0,

    /// <summary>8-bit float, 4 exponent bits, no negative zero.</summary>
    F8_E4M3FNUZ,

    /// <summary>8-bit float, 5 exponent bits, no negative zero.</summary>
    F8_E5M2FNUZ,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>bfloat16: the upper half of a float32.</summary>
    BF16,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>Complex number of two float32.</summary>
    C64,

    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,
}
