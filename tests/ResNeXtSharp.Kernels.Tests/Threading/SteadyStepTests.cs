using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;
using ResNeXtSharp.Kernels.Tests.Memory;

namespace ResNeXtSharp.Kernels.Tests.Threading;

[Collection(nameof(CountsBuffers))]
public class SteadyStepTests
{
    [Fact]
    public void Kernels_that_have_run_before_allocate_nothing() => Every.Level(level =>
    {
        Step();
        long native = BufferPool.AllocatedBytes;
        // A lock allocates, once, what its waiters wait on when two threads first meet there; what the kernels allocate they would allocate every time.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => ManagedBytesOfSteps()));
        Assert.Equal(native, BufferPool.AllocatedBytes);
    });

    private static readonly ConvGeometry Dense = new(4, 16, 8, 8, 16, 3, 3, stride: 1, padding: 1);
    private static readonly ConvGeometry Grouped = new(4, 16, 8, 8, 16, 3, 3, stride: 1, padding: 1, groups: 4);
    private static readonly float[] X = Values.Uniform(1, Dense.InputLength);
    private static readonly float[] Y = new float[X.Length];
    private static readonly float[] W = Values.Uniform(2, Panels.Length(Dense.Depth, 16));
    private static readonly float[] G = new float[16 * Grouped.Depth];
    private static readonly float[] C = Values.Uniform(3, 16);
    private static readonly float[] D = new float[16];

    static long ManagedBytesOfSteps()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            Step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static void Step()
    {
        DenseConvolution.Forward(Dense, X, W, Y);
        DenseConvolution.BackwardInput(Dense, X, W, Y, accumulate: false);
        DenseConvolution.BackwardWeight(Dense, X, Y, W, accumulate: true);
        GroupedConvolution.Forward(Grouped, X, G, Y);
        GroupedConvolution.BackwardInput(Grouped, X, G, Y, accumulate: false);
        GroupedConvolution.BackwardWeight(Grouped, X, Y, G, accumulate: true);
        BatchStatistics.Measure(X, X.Length / 16, 16, D, C);
        ChannelAffine.Forward(X, D, C, D, default, relu: true, Y);
        BatchNormBackward.Reduce(Y, default, X, C, D, C);
    }
}
