using System.Diagnostics;
using ResNeXtSharp.Kernels.Measurement;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>Measures the parts that were asked for.</summary>
/// <param name="Model">A name of the catalog.</param>
/// <param name="Input">[n, c, h, w]</param>
/// <param name="Classes">Classes of the model.</param>
/// <param name="Rounds">Steps are measured so often; the median counts.</param>
/// <param name="Round">The least time of a round.</param>
/// <param name="Parts">What to measure.</param>
sealed record BenchRun(string Model, Shape Input, int Classes, int Rounds, TimeSpan Round, IReadOnlySet<BenchPart> Parts)
{
    // Kernels take well under a millisecond; a fraction of a step's round gives the same precision.
    const double LayerRoundShare = 0.01;

    /// <summary>Everything but the measurements.</summary>
    public BenchResult Header { get; } = new()
    {
        Model = Model,
        Input = Input,
        Classes = Classes,
        Threads = WorkerPool.Threads,
        Simd = SimdDispatch.Describe(SimdDispatch.Level),
    };

    /// <exception cref="NonFiniteLossException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public BenchResult Measure(CancellationToken cancellation)
    {
        var ceiling = FmaCeiling.Measure();
        var model = ModelCatalog.Create(Model, Classes);
        var benchmark = new Benchmark(model, Input, Classes);
        // Steps come first, while the process has held nothing but them: the peak of memory is theirs.
        Speed? training = Wants(BenchPart.Training) ? benchmark.MeasureTraining(Rounds, Round, cancellation) : null;
        long? peak = training is null ? null : PeakMemory();
        Speed? inference = Wants(BenchPart.Inference) ? benchmark.MeasureInference(Rounds, Round, cancellation) : null;
        if (inference is not null) peak ??= PeakMemory();
        Speed? oneThread = Wants(BenchPart.OneThread) ? benchmark.MeasureTrainingOnOneThread(Math.Min(Rounds, 3), Round, cancellation) : null;
        MachineLimits[]? machine = Wants(BenchPart.Machine) ? [MachineLimits.Measure(1), MachineLimits.Measure(WorkerPool.Threads)] : null;
        var layers = Wants(BenchPart.Layers) ? LayerBenchmark.Measure(model, Input, LayerRoundShare * Round, cancellation) : null;
        return Header with
        {
            // Another process in the way makes the ceiling look lower than it is.
            Ceiling = Math.Max(Math.Max(ceiling, FmaCeiling.Measure()), machine?[^1].Gflops ?? 0),
            Machine = machine,
            Training = training,
            Inference = inference,
            TrainingOnOneThread = oneThread,
            Layers = layers,
            PeakMemory = peak,
        };
    }

    bool Wants(BenchPart part) => Parts.Contains(part);

    static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
