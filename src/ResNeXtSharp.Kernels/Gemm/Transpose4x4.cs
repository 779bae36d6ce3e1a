using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Transposes a 4x4 block between two strided matrices.</summary>
internal static unsafe class Transpose4x4
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(float* source, nint sourceRow, float* destination, nint destinationRow)
    {
        Vector128<float> r0 = Vector128.Load(source);
        Vector128<float> r1 = Vector128.Load(source + sourceRow);
        Vector128<float> r2 = Vector128.Load(source + (2 * sourceRow));
        Vector128<float> r3 = Vector128.Load(source + (3 * sourceRow));
        Vector128<float> low02 = InterleaveLow(r0, r2), high02 = InterleaveHigh(r0, r2);
        Vector128<float> low13 = InterleaveLow(r1, r3), high13 = InterleaveHigh(r1, r3);
        InterleaveLow(low02, low13).Store(destination);
        InterleaveHigh(low02, low13).Store(destination + destinationRow);
        InterleaveLow(high02, high13).Store(destination + (2 * destinationRow));
        InterleaveHigh(high02, high13).Store(destination + (3 * destinationRow));
    }

    // a0 b0 a1 b1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    // a2 b2 a3 b3
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
