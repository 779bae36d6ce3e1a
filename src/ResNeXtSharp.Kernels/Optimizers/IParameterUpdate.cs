using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>The arithmetic of one optimizer step on a stretch of one parameter.</summary>
internal unsafe interface IParameterUpdate
{
    /// <summary>Changes elements first to last - 1, a multiple of the vector's width.</summary>
    /// <param name="p">Values.</param>
    /// <param name="g">Gradient.</param>
    /// <param name="m">First moment or momentum; null where the optimizer keeps none.</param>
    /// <param name="v">Second moment; null where the optimizer keeps none.</param>
    /// <param name="first">The first element.</param>
    /// <param name="last">The element behind the last.</param>
    void Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
        where TS : struct, ISimd<TV>
        where TV : struct;
}
