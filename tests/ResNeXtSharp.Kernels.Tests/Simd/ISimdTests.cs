using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Simd;

public class ISimdTests
{
    private const float NaN = float.NaN;

    private static readonly float[] A = [1.5f, -2, NaN, 3, 0, 1e30f, float.PositiveInfinity, -1, 7, 2, NaN, -5, 8, 1e-30f, 4, 9];
    private static readonly float[] B = [2.5f, -3, 1, NaN, 5, -1e30f, 2, -1, 7, 3, NaN, 6, -8, 2, 4, 0.1f];
    private static readonly float[] C = Values.Uniform(1, 16);

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_width_does_the_same_lane_by_lane(string name, Func<float, float, float, float> definition) => Every.Level(level =>
    {
        var action = new SimdOperations(A, B, C);
        SimdDispatch.Run(ref action);
        for (int i = 0; i < A.Length; i++)
        {
            float expected = definition(A[i], B[i], C[i]), actual = action.Results[name][i];
            Assert.True(expected.Equals(actual), $"{level}, {name}({A[i]:R}, {B[i]:R}, {C[i]:R}) is {actual:R}, not {expected:R}");
        }
    });

    [Fact]
    public void MultiplyAdd_rounds_at_most_twice() => Every.Level(level =>
    {
        float[] a = Values.Uniform(2, 16), b = Values.Uniform(3, 16);
        var action = new SimdOperations(a, b, C);
        SimdDispatch.Run(ref action);
        Closeness.Check([.. a.Select((value, i) => ((double)value * b[i]) + C[i])], action.Results["MultiplyAdd"], Closeness.Epsilon, $"{level}");
    });

    [Fact]
    public void Permute_brings_the_indexed_lane() => Every.Level(level =>
    {
        var action = new Permutation(C, new float[16]);
        SimdDispatch.Run(ref action);
        int width = (int)level / 32;
        Assert.Equal(Enumerable.Range(0, width).Select(lane => C[(5 * lane + 3) % width]), action.Result.Take(width));
    });

    public static TheoryData<string, Func<float, float, float, float>> Operations => new()
    {
        { "Zero", (_, _, _) => 0 },
        { "Broadcast", (_, _, _) => 2.5f },
        { "Add", (a, b, _) => a + b },
        { "Subtract", (a, b, _) => a - b },
        { "Multiply", (a, b, _) => a * b },
        { "Divide", (a, b, _) => a / b },
        { "Sqrt", (a, _, _) => MathF.Sqrt(a) },
        { "WherePositive", (a, _, c) => a > 0 ? c : 0 },
        { "SelectGreater", (a, b, c) => a > b ? c : b },
        { "WhereEqual", (a, b, c) => a == b ? c : 0 },
    };

    [Fact]
    public void Max_takes_the_larger_and_keeps_a_second_operand_that_is_not_a_number() => Every.Level(level =>
    {
        var action = new SimdOperations(A, B, C);
        SimdDispatch.Run(ref action);
        for (int i = 0; i < A.Length; i++)
        {
            float expected = float.IsNaN(B[i]) ? NaN : Math.Max(A[i], B[i]);
            Assert.True(float.IsNaN(A[i]) || expected.Equals(action.Results["Max"][i]), $"{level}, Max({A[i]:R}, {B[i]:R}) is {action.Results["Max"][i]:R}");
        }
    });

    private readonly unsafe struct Permutation(float[] source, float[] result) : ISimdAction
    {
        internal readonly float[] Result = result;
        private readonly float[] _source = source;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int* index = stackalloc int[16];
            for (int lane = 0; lane < TSimd.Width; lane++)
                index[lane] = ((5 * lane) + 3) % TSimd.Width;
            fixed (float* from = _source, to = Result)
                TSimd.Store(to, TSimd.Permute(TSimd.Load(from), TSimd.Load((float*)index)));
        }
    }
}
