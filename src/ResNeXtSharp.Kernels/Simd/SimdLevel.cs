namespace ResNeXtSharp.Kernels.Simd;

/// <summary>The vector widths that kernels exist for, by bits.</summary>
public enum SimdLevel
{
    /// <summary>One float at a time.</summary>
    Scalar = 32,

    /// <summary>NEON or SSE.</summary>
    Vector128 = 128,

    /// <summary>AVX2 with FMA.</summary>
    Vector256 = 256,

    /// <summary>AVX-512.</summary>
    Vector512 = 512,
}
