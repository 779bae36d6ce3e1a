using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Transposes an 8x8 block between two strided matrices: half the loads and stores of four 4x4 blocks, where the processor has 256-bit vectors.</summary>
internal static unsafe class Transpose8x8
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(float* source, nint sourceRow, float* destination, nint destinationRow)
    {
        if (!Avx.IsSupported)
        {
            Transpose4x4.Copy(source, sourceRow, destination, destinationRow);
            Transpose4x4.Copy(source + 4, sourceRow, destination + (4 * destinationRow), destinationRow);
            Transpose4x4.Copy(source + (4 * sourceRow), sourceRow, destination + 4, destinationRow);
            Transpose4x4.Copy(source + (4 * sourceRow) + 4, sourceRow, destination + (4 * destinationRow) + 4, destinationRow);
            return;
        }
        Half upper = Quarters(source, sourceRow), lower = Quarters(source + (4 * sourceRow), sourceRow);
        Put(upper.A, lower.A, destination, destinationRow);
        Put(upper.B, lower.B, destination + destinationRow, destinationRow);
        Put(upper.C, lower.C, destination + (2 * destinationRow), destinationRow);
        Put(upper.D, lower.D, destination + (3 * destinationRow), destinationRow);
    }

    /// <summary>Four rows of eight: A holds columns 0 and 4 of the four, B columns 1 and 5, C 2 and 6, D 3 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Half Quarters(float* source, nint row)
    {
        Vector256<float> r0 = Avx.LoadVector256(source), r1 = Avx.LoadVector256(source + row);
        Vector256<float> r2 = Avx.LoadVector256(source + (2 * row)), r3 = Avx.LoadVector256(source + (3 * row));
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        return new Half(
            Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low01, low23, 0xEE), Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high01, high23, 0xEE));
    }

    /// <summary>Joins the lower halves to one row of the result and the upper halves to the row four below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(Vector256<float> upper, Vector256<float> lower, float* destination, nint row)
    {
        Avx.Store(destination, Avx.Permute2x128(upper, lower, 0x20));
        Avx.Store(destination + (4 * row), Avx.Permute2x128(upper, lower, 0x31));
    }

    private readonly struct Half(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        internal readonly Vector256<float> A = a;
        internal readonly Vector256<float> B = b;
        internal readonly Vector256<float> C = c;
        internal readonly Vector256<float> D = d;
    }
}
