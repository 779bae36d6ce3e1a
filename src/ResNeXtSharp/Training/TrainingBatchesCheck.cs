using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>
/// Finds out before the first step whether there is one, and whether the last one will fail: a last batch of one picture has one value per channel where a map
/// is 1x1, and batch normalisation cannot train on that.
/// </summary>
internal sealed class TrainingBatchesCheck : ForwardObserver
{
    private readonly DataLoader _train;

    TrainingBatchesCheck(DataLoader train) => _train = train;

    /// <exception cref="ArgumentException">There is no batch, or the last one will fail.</exception>
    internal static void Run(Module model, DataLoader train)
    {
        if (train.BatchCount == 0)
            throw new ArgumentException($"{train.Dataset.Name} has no batch of {train.BatchSize} pictures to train on: use a smaller batch size.", nameof(train));
        // A training that goes on in the middle of an epoch was checked when it began.
        if (train.FirstBatch > 0 || (train.Share.Count == 1 && (train.BatchCount < 2 || train.BatchSize < 2)) || SmallestShare(train) > 1)
            return;
        var check = new TrainingBatchesCheck(train);
        foreach (Batch batch in train)
        {
            check.Watch(model, batch.Inputs);
            break;
        }
    }

    // A share that is empty has a picture that stands in.
    static int SmallestShare(DataLoader train)
    {
        int last = train.SampleCount % train.BatchSize;
        return (last == 0 ? train.BatchSize : last) / train.Share.Count;
    }

    internal override void Enter(Module module, Shape input)
    {
        if (module is not BatchNorm2d { IsFrozen: false } norm || input[2] * input[3] != 1)
            return;
        if (_train.Share.Count > 1 && norm.Exchange is null)
        {
            throw new ArgumentException(
                $"{_train.Share.Count} ranks share batches of {_train.BatchSize} pictures so that one has a single picture, on whose 1x1 maps batch normalisation cannot train: "
                + "use a larger batch size, fewer ranks, or synchronised batch normalisation.");
        }
        if (_train.SampleCount % _train.BatchSize == 1)
        {
            throw new ArgumentException(
                $"The last of the {_train.BatchCount} batches has a single picture, on whose 1x1 maps batch normalisation cannot train: "
                + $"choose another batch size than {_train.BatchSize}, or leave that batch out (dropLast).");
        }
    }

    internal override void Leave(Module module, Shape output)
    {
    }
}
