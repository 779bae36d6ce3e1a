using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>
/// An optimizer's step for one weight, taken block by block as the product that makes the gradient completes it: the gradient never travels to memory and
/// back, and the optimizer's own traffic hides behind the multiply-adds.
/// </summary>
public abstract class WeightUpdate
{
    /// <summary>Floats of the weight.</summary>
    internal abstract int Length { get; }

    /// <summary>Forms the gradient, a product in panels, and updates the weight by it.</summary>
    internal abstract void Run(in GemmProblem gradient);
}

/// <inheritdoc/>
internal sealed unsafe class WeightUpdate<TUpdate>(NativeBuffer weight, NativeBuffer? first, NativeBuffer? second) : WeightUpdate
    where TUpdate : struct, IParameterUpdate
{
    /// <summary>The arithmetic of the coming step.</summary>
    internal TUpdate Step { get; set; }

    /// <inheritdoc/>
    internal override int Length => weight.Length;

    /// <inheritdoc/>
    internal override void Run(in GemmProblem gradient) => PanelGemm.Run(
        gradient, new WeightUpdateEpilogue<TUpdate>(Step, weight.Pointer, first is null ? null : first.Pointer, second is null ? null : second.Pointer, gradient));
}
