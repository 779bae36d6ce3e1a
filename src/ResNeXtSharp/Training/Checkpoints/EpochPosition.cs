namespace ResNeXtSharp.Training;

/// <summary>How far a training has come: whole epochs, batches of the one under way, and what those came to.</summary>
internal sealed class EpochPosition : ITrainingState
{
    private RunningMean _mean;

    public string Name => "position";

    public bool RollsBack => false;

    /// <summary>Whole epochs that lie behind.</summary>
    internal int Epoch { get; private set; }

    /// <summary>Batches of the epoch under way that lie behind.</summary>
    internal int Batch { get; private set; }

    /// <summary>Batches of all epochs.</summary>
    internal long Step { get; private set; }

    /// <summary>The learning rate that the epoch under way began with.</summary>
    internal double LearningRate { get; private set; }

    /// <summary>Loss and accuracy of the epoch under way.</summary>
    internal RunningMean Mean => _mean;

    public void Save(StateWriter writer)
    {
        writer.Add("epoch", Epoch);
        writer.Add("batch", Batch);
        writer.Add("step", Step);
        writer.Add("learning_rate", LearningRate);
        writer.Add("loss_sum", _mean.LossSum);
        writer.Add("correct", _mean.Correct);
        writer.Add("count", _mean.Count);
    }

    public void Load(StateReader reader)
    {
        (Epoch, Batch, Step) = ((int)reader.Integer("epoch"), (int)reader.Integer("batch"), reader.Integer("step"));
        LearningRate = reader.Number("learning_rate");
        _mean = new RunningMean(reader.Number("loss_sum"), reader.Integer("correct"), reader.Integer("count"));
    }

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">Whole epochs before it.</param>
    /// <param name="learningRate">The learning rate it begins with.</param>
    internal void BeginEpoch(int epoch, double learningRate)
    {
        (Epoch, Batch, LearningRate) = (epoch, 0, learningRate);
        _mean = default;
    }

    /// <summary>Counts a batch.</summary>
    /// <param name="batch">Batches of the epoch that lie behind now.</param>
    internal void Advance(int batch)
    {
        Batch = batch;
        Step++;
    }

    /// <summary>Counts what a batch's step came to.</summary>
    internal void Add(StepResult step, int pictures) => _mean.Add(step.Loss, step.Correct, pictures);

    /// <summary>Ends the epoch.</summary>
    internal void EndEpoch() => BeginEpoch(Epoch + 1, LearningRate);
}
