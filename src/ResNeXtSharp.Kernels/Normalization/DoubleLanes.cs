using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// Neighbouring channels' sums in double precision. Every lane rounds as a scalar would, so the width changes no bit. Reading is allowed past the last
/// channel, up to <see cref="Count"/> floats behind the partial sums, which are allocated for it.
/// </summary>
internal static unsafe class DoubleLanes
{
    internal const int Count = 4;

    internal static Vector256<double> Load(float* source)
    {
        Vector128<float> floats = Vector128.Load(source);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(floats) : Vector256.Create(Vector128.WidenLower(floats), Vector128.WidenUpper(floats));
    }

    /// <summary>Writes the first <paramref name="count"/> lanes, at most all.</summary>
    internal static void Store(float* destination, Vector256<double> values, int count)
    {
        if (count >= Count)
        {
            Vector128.Narrow(values.GetLower(), values.GetUpper()).Store(destination);
            return;
        }
        for (int lane = 0; lane < count; lane++)
            destination[lane] = (float)values[lane];
    }
}
