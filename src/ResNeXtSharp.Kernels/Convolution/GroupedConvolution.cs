using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Convolution in groups, straight on channels-last activations with weights in <see cref="GroupedWeights"/>. All groups that share a vector are computed
/// together, so that four channels per group fill sixteen lanes; taps that would meet padding are never visited.
/// </summary>
public static unsafe class GroupedConvolution
{
    /// <summary>output = input * weight</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">[batch, height, width, inChannels]</param>
    /// <param name="weight">In the layout of <see cref="GroupedWeights"/>.</param>
    /// <param name="output">[batch, outHeight, outWidth, outChannels]</param>
    /// <exception cref="ArgumentException">A span does not have the geometry's length.</exception>
    public static void Forward(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output)
    {
        Check(geometry, input.Length, weight.Length, output.Length);
        fixed (float* x = input, w = weight, y = output)
            Apply(TapPlan.Forward(geometry), geometry.Batch, x, w, y, new GroupedEpilogue(accumulate: false));
    }

    /// <summary>output = norm(input * weight)</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length.</exception>
    public static void Forward(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, in ChannelNorm norm, Span<float> output)
    {
        Check(geometry, input.Length, weight.Length, output.Length);
        norm.Check(output.Length, geometry.OutChannels);
        fixed (float* x = input, w = weight, y = output, mean = norm.Mean, scale = norm.Scale, bias = norm.Bias, residual = norm.Residual)
        {
            nint toResidual = residual == null ? 0 : (nint)(residual - y);
            Apply(TapPlan.Forward(geometry), geometry.Batch, x, w, y, new GroupedEpilogue(mean, scale, bias, toResidual, norm.Relu));
        }
    }

    /// <summary>gradInput (+)= the transpose of the convolution applied to gradOutput</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length.</exception>
    public static void BackwardInput(in ConvGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, bool accumulate)
    {
        Check(geometry, gradInput.Length, weight.Length, gradOutput.Length);
        TapPlan plan = TapPlan.BackwardInput(geometry);
        NativeBuffer transposed = BufferPool.Rent(checked(geometry.InChannels * plan.KernelSize * geometry.OutPerGroup));
        fixed (float* dy = gradOutput, w = weight, dx = gradInput)
        {
            new GroupedWeightTransposition(plan, w, transposed.Pointer).Run();
            Apply(plan, geometry.Batch, dy, transposed.Pointer, dx, new GroupedEpilogue(accumulate));
        }
        BufferPool.Return(transposed);
    }

    /// <summary>gradWeight (+)= the correlation of input and gradOutput</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length.</exception>
    public static void BackwardWeight(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, bool accumulate)
    {
        Check(geometry, input.Length, gradWeight.Length, gradOutput.Length);
        fixed (float* x = input, dy = gradOutput, dw = gradWeight)
        {
            TapPlan plan = TapPlan.Forward(geometry);
            NativeBuffer permutations = Permutations(plan, out SimdLevel level);
            var action = new GradientAction(plan, geometry.Batch, x, dy, permutations.Pointer, dw, accumulate);
            SimdDispatch.Run(ref action, level);
            BufferPool.Return(permutations);
        }
    }

    static void Check(in ConvGeometry geometry, int input, int weight, int output) =>
        ConvSpans.Check(geometry, input, weight, checked(geometry.OutChannels * geometry.Depth), output);

    static void Apply(TapPlan plan, int batch, float* source, float* weight, float* target, GroupedEpilogue epilogue)
    {
        NativeBuffer permutations = Permutations(plan, out SimdLevel level);
        var action = new ApplyAction(plan, batch, source, weight, permutations.Pointer, target, epilogue);
        SimdDispatch.Run(ref action, level);
        BufferPool.Return(permutations);
    }

    static NativeBuffer Permutations(TapPlan plan, out SimdLevel level)
    {
        level = GroupLanes.Fit(SimdDispatch.Level, plan.OutChannels, plan.OutPerGroup, plan.InPerGroup);
        int width = (int)level / 32;
        NativeBuffer table = BufferPool.Rent(GroupLanes.PermutationCount(plan.InPerGroup) * width);
        GroupLanes.FillPermutations(table.Pointer, width, plan.OutPerGroup, plan.InPerGroup);
        return table;
    }

    private readonly struct ApplyAction(TapPlan plan, int batch, float* source, float* weight, float* permutations, float* target, GroupedEpilogue epilogue) : ISimdAction
    {
        private readonly TapPlan _plan = plan;
        private readonly int _batch = batch;
        private readonly float* _source = source;
        private readonly float* _weight = weight;
        private readonly float* _permutations = permutations;
        private readonly float* _target = target;
        private readonly GroupedEpilogue _epilogue = epilogue;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            if (_plan.Slides)
                new SlidingJob<TSimd, TVector>(_plan, _batch, _source, _weight, _permutations, _target, _epilogue).Run();
            else
                new GroupedJob<TSimd, TVector>(_plan, _batch, _source, _weight, _permutations, _target, _epilogue).Run();
        }
    }

    private readonly struct GradientAction(TapPlan plan, int batch, float* input, float* gradOutput, float* permutations, float* gradWeight, bool accumulate) : ISimdAction
    {
        private readonly TapPlan _plan = plan;
        private readonly int _batch = batch;
        private readonly float* _input = input;
        private readonly float* _gradOutput = gradOutput;
        private readonly float* _permutations = permutations;
        private readonly float* _gradWeight = gradWeight;
        private readonly bool _accumulate = accumulate;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => new GroupedWeightGradient<TSimd, TVector>(_plan, _batch, _input, _gradOutput, _permutations, _gradWeight, _accumulate).Run();
    }
}
