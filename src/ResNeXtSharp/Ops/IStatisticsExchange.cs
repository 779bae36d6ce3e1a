namespace ResNeXtSharp.Ops;

/// <summary>The other processes, to a batch normalisation whose statistics are those of all their pictures together.</summary>
internal interface IStatisticsExchange
{
    /// <summary>Whether this process's pictures belong to the batch. They may only stand in for a share that is empty.</summary>
    bool Counts { get; }

    /// <summary>What every process has, in the order of processes. All of them call, with as many values.</summary>
    /// <param name="own">This process's values.</param>
    /// <returns>[processes, values], valid until the next call.</returns>
    ReadOnlySpan<float> Gather(ReadOnlySpan<float> own);
}
