namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>What <c>resnext bench</c> can measure.</summary>
enum BenchPart
{
    /// <summary>The rates that processor and memory allow.</summary>
    Machine,

    /// <summary>Training steps.</summary>
    Training,

    /// <summary>Forward passes.</summary>
    Inference,

    /// <summary>Training steps on one thread.</summary>
    OneThread,

    /// <summary>The kernels of every layer.</summary>
    Layers,
}
