using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>Applies an update to every slice whose parameter has a gradient. Item = slice.</summary>
internal static unsafe class ParameterPass<TUpdate>
    where TUpdate : struct, IParameterUpdate
{
    internal static void Run(TUpdate update, ParameterSlices slices)
    {
        var action = new Action(update, slices);
        SimdDispatch.Run(ref action);
    }

    /// <summary>Prepares the coming step of every parameter, for those whose gradient is a product in panels.</summary>
    internal static void Prepare(TUpdate update, ParameterSlices slices)
    {
        for (int i = 0; i < slices.Updates.Length; i++)
        {
            var own = (WeightUpdate<TUpdate>)(slices.Updates[i] ??= new WeightUpdate<TUpdate>(slices.Parameters[i]!, slices.First[i], slices.Second[i]));
            own.Step = update;
        }
    }

    private readonly struct Action(TUpdate update, ParameterSlices slices) : ISimdAction
    {
        private readonly TUpdate _update = update;
        private readonly ParameterSlices _slices = slices;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new Job<TSimd, TVector>(_update, _slices);
            WorkerPool.Run(_slices.Count, ref job);
        }
    }

    private readonly struct Job<TSimd, TVector>(TUpdate update, ParameterSlices slices) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly TUpdate _update = update;
        private readonly ParameterSlices _slices = slices;

        public void Run(int index)
        {
            ParameterSlices.Slice slice = _slices[index];
            if (_slices.Gradients[slice.Parameter] is not { } gradients)
                return;
            float* p = _slices.Parameters[slice.Parameter]!.Pointer + slice.Start, g = gradients.Pointer + slice.Start;
            float* m = Start(_slices.First[slice.Parameter], slice), v = Start(_slices.Second[slice.Parameter], slice);
            int whole = slice.Length / TSimd.Width * TSimd.Width;
            _update.Update<TSimd, TVector>(p, g, m, v, 0, whole);
            _update.Update<SimdScalar, float>(p, g, m, v, whole, slice.Length);
        }

        static float* Start(NativeBuffer? state, ParameterSlices.Slice slice) => state is null ? null : state.Pointer + slice.Start;
    }
}
