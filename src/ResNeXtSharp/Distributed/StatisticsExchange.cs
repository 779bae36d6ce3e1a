using ResNeXtSharp.Ops;

namespace ResNeXtSharp.Distributed;

/// <summary>The ranks, to the batch normalisations of a model.</summary>
internal sealed class StatisticsExchange(RankGroup group) : IStatisticsExchange
{
    private float[] _all = [];

    /// <inheritdoc/>
    public bool Counts { get; set; } = true;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Gather(ReadOnlySpan<float> own)
    {
        int length = own.Length * group.Size;
        if (_all.Length < length)
            _all = new float[length];
        group.Gather(group.Statistics, own, _all.AsSpan(0, length));
        return _all.AsSpan(0, length);
    }
}
