using System.Diagnostics.CodeAnalysis;
using ResNeXtSharp.Data;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Distributed;

/// <summary>
/// A model that all ranks train together: each computes on its share of every batch, and gradients, losses and running statistics are those of the whole batch
/// on all of them. Sums are formed in the order of ranks, so the same number of ranks gives the same bits.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source of cancellation without a timer or a wait handle holds nothing to dispose.")]
public sealed class DataParallel
{
    private readonly RankGroup _group;
    private readonly GradientExchange _exchange;
    private readonly StatisticsExchange? _statistics;
    private readonly long[] _counts;
    private readonly CancellationTokenSource _agreed = new();
    private CancellationToken _own;
    private TimeSpan _waitedBefore;
    private TimeSpan _workedBefore;

    /// <summary>Makes a model ready. All ranks do.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="model">The model, with the same weights on all ranks. Which parameters are trained stays as it is.</param>
    /// <param name="synchronizeBatchNorm">Whether batch normalisation uses the statistics of the whole batch, as one process would, or of each rank's share.</param>
    /// <param name="bucketBytes">About how much is sent at once.</param>
    public DataParallel(RankGroup group, Module model, bool synchronizeBatchNorm = false, int bucketBytes = 4 << 20)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketBytes, 1);
        (_group, Model) = (group, model);
        _counts = new long[group.Size];
        if (synchronizeBatchNorm)
        {
            _statistics = new StatisticsExchange(group);
            foreach (BatchNorm2d norm in model.NamedModules().Select(named => named.Module).OfType<BatchNorm2d>())
                norm.Exchange = _statistics;
        }
        _exchange = new GradientExchange(
            group,
            model.Parameters().Where(parameter => parameter.RequiresGrad),
            synchronizeBatchNorm ? [] : model.NamedBuffers().Select(named => named.Buffer),
            bucketBytes);
    }

    /// <summary>The ranks.</summary>
    public RankGroup Group => _group;

    /// <summary>The model.</summary>
    public Module Model { get; }

    /// <summary>This rank's share of every batch: what its loaders prepare.</summary>
    public BatchShare Share => new(_group.Rank, _group.Size);

    /// <summary>What the last step cost.</summary>
    public StepCommunication LastStep { get; private set; }

    /// <summary>The SHA-256 of every rank's weights after the last epoch; they are equal.</summary>
    public IReadOnlyList<string> WeightHashes { get; private set; } = [];

    /// <summary>A token that is cancelled on all ranks in the same step, once <paramref name="own"/> is on one of them.</summary>
    internal CancellationToken Agree(CancellationToken own)
    {
        _own = own;
        return _agreed.Token;
    }

    /// <summary>Begins an update: what was gathered before counts no more.</summary>
    internal void BeginUpdate() => Array.Clear(_counts);

    /// <summary>Begins a batch.</summary>
    /// <param name="standsIn">Whether its pictures count for nothing.</param>
    internal void BeginBatch(bool standsIn)
    {
        (_waitedBefore, _workedBefore) = (_group.Waited, _exchange.Worked);
        _statistics?.Counts = !standsIn;
    }

    /// <summary>
    /// The gradients of this rank's share, as its part of the whole batch's. The last batch of an update sends them on the way; <see cref="Exchange"/> ends that.
    /// </summary>
    /// <param name="loss">The mean loss of the share.</param>
    /// <param name="pictures">Pictures of the share that count.</param>
    /// <param name="whole">Pictures of the whole batch.</param>
    /// <param name="isLast">Whether the update follows.</param>
    internal void Backward(Tensor loss, int pictures, int whole, bool isLast)
    {
        for (int rank = 0; rank < _counts.Length; rank++)
            _counts[rank] += new BatchShare(rank, _counts.Length).Of(whole).Length;
        if (isLast)
            _exchange.Arm(_counts);
        Autograd.Backward(loss, (float)((double)pictures / whole));
    }

    /// <summary>Sees to it that every gradient and running statistic is that of all ranks, whether their exchange was begun or not.</summary>
    /// <param name="wasBegun">Whether the last backward pass began it.</param>
    internal void Exchange(bool wasBegun)
    {
        if (!wasBegun)
            _exchange.Arm(_counts);
        _exchange.Finish();
    }

    /// <summary>Mean loss and correct pictures of the whole batch. Here ranks also learn that one is to stop.</summary>
    internal (double Loss, int Correct) Total(double loss, int correct, int pictures, int whole)
    {
        Span<double> totals = [pictures == 0 ? 0 : loss * pictures / whole, pictures == 0 ? 0 : correct, _own.IsCancellationRequested ? 1 : 0];
        Add(totals);
        if (totals[2] > 0)
            _agreed.Cancel();
        return (totals[0], (int)totals[1]);
    }

    /// <summary>Adds numbers over all ranks, in their order.</summary>
    internal void Add(Span<double> own)
    {
        double[] all = _group.Gather(own);
        all.AsSpan(0, own.Length).CopyTo(own);
        for (int i = own.Length; i < all.Length; i++)
            own[i % own.Length] += all[i];
    }

    /// <summary>Ends a step and notes what it cost.</summary>
    internal void EndStep() =>
        LastStep = new StepCommunication(_group.Waited - _waitedBefore, _exchange.Worked - _workedBefore, _exchange.Bytes, _exchange.Buckets);

    /// <summary>Compares the weights of all ranks.</summary>
    /// <exception cref="RankFailureException">They differ.</exception>
    internal void RequireSameWeights() => WeightHashes = RankAgreement.RequireSameWeights(_group, Model);
}
