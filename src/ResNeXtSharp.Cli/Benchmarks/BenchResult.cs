using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>What was measured on which machine. Parts that were not asked for are missing.</summary>
sealed record BenchResult
{
    public required string Model { get; init; }

    /// <summary>[n, c, h, w]</summary>
    public required Shape Input { get; init; }

    public required int Classes { get; init; }

    public required int Threads { get; init; }

    public required string Simd { get; init; }

    /// <summary>Multiply-adds on registers, all threads, in GFLOP/s: shares are shares of it.</summary>
    public double Ceiling { get; init; }

    /// <summary>One thread, then all.</summary>
    public IReadOnlyList<MachineLimits>? Machine { get; init; }

    public Speed? Training { get; init; }

    public Speed? Inference { get; init; }

    public Speed? TrainingOnOneThread { get; init; }

    public IReadOnlyList<LayerSpeed>? Layers { get; init; }

    /// <summary>The most physical memory that the process held until the end of the first of training and inference.</summary>
    public long? PeakMemory { get; init; }

    public string Title => $"{Model}, {Input[0]} pictures of {Input[2]}x{Input[3]}, {Classes} classes; {Simd}, {Threads} threads";
}
