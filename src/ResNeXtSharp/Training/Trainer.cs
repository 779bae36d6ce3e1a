using System.Diagnostics;
using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Nn;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Training;

/// <summary>Trains a classifier: the loop of every PyTorch tutorial, with means, progress, cancellation, checkpoints and a stop when the loss is lost.</summary>
/// <param name="model">Maps pictures [n, c, h, w] to logits [n, classes].</param>
/// <param name="optimizer">Holds the parameters to train. Its learning rate may be changed between epochs.</param>
/// <param name="loss">What is made small; the cross entropy by default.</param>
public sealed class Trainer(Module model, Optimizer optimizer, CrossEntropyLoss? loss = null)
{
    private readonly CrossEntropyLoss _loss = loss ?? new CrossEntropyLoss();
    private readonly EpochPosition _position = new();
    private TrainingStep? _step;
    private NonFiniteRecovery? _recovery;

    /// <summary>The learning rate of each step, or null to leave it to <see cref="Optimizer.LearningRate"/>.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How many batches give their gradients to one change of the weights: as one batch so many times as large, but for batch normalisation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than one.</exception>
    public int AccumulationSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The largest norm that the gradients of a step may have together, or null for any.</summary>
    public double? MaxGradientNorm { get; init; }

    /// <summary>The average of the weights, which validation borrows, or null.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Where the training is saved after every epoch, every so many batches and when it is cancelled; null for nowhere.</summary>
    public TrainingCheckpoints? Checkpoints { get; init; }

    /// <summary>The ranks that train the model together, or null for this process alone. The loaders prepare its <see cref="DataParallel.Share"/>.</summary>
    public DataParallel? Parallel { get; init; }

    /// <summary>What to do when a number is not finite any more.</summary>
    public NonFinitePolicy OnNonFinite { get; init; }

    /// <summary>Told of each batch that was left out, and each return to a checkpoint.</summary>
    public IProgress<NonFiniteEvent>? NonFinite { get; init; }

    private TrainingStep OneStep => _step ??= new TrainingStep(model, optimizer, _loss)
    {
        Schedule = Schedule,
        AccumulationSteps = AccumulationSteps,
        MaxGradientNorm = MaxGradientNorm,
        Average = Average,
        Parallel = Parallel,
        Guard = OnNonFinite == NonFinitePolicy.Skip ? new StepGuard(model) : null,
    };

    private NonFiniteRecovery Recovery => _recovery ??= new NonFiniteRecovery(OnNonFinite, OneStep.Undo, () => Checkpoints?.RollBack(State()), NonFinite);

    /// <summary>
    /// Loads the newest checkpoint, so that <see cref="Fit"/> goes on where it was saved, in the middle of an epoch too, to the bits of a training that was never interrupted.
    /// Model, optimizer, loader and this trainer must be made as they were then.
    /// </summary>
    /// <param name="train">The training pictures; its epoch and first batch are set.</param>
    /// <returns>Where the training stands, or null if there is no checkpoint.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Checkpoints"/> is null.</exception>
    /// <exception cref="Weights.WeightFormatException">No checkpoint can be used, or it is another training's.</exception>
    public ResumePoint? Resume(DataLoader train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (Checkpoints is null)
            throw new InvalidOperationException("There are no checkpoints to resume from: set Checkpoints.");
        if (Checkpoints.Load(State()) is not { } file)
            return null;
        (train.Epoch, train.FirstBatch) = (_position.Epoch, _position.Batch);
        return new ResumePoint(file, _position.Epoch + 1, _position.Batch, _position.Step);
    }

    /// <summary>
    /// Trains for some epochs and measures the validation set after each. Epochs are numbered by the training loader, so a second call goes on where the
    /// first ended. Afterwards the model is in training mode.
    /// </summary>
    /// <param name="train">The training pictures.</param>
    /// <param name="validation">Pictures the model is measured on, or null.</param>
    /// <param name="epochs">How often to go through the training pictures.</param>
    /// <param name="progress">Is told after every step.</param>
    /// <param name="epochCompleted">Is called after every epoch and before its checkpoint, the place to save weights and to change the learning rate.</param>
    /// <param name="cancellation">Ends the training between two updates. The weights are those of the last one, and so is the checkpoint.</param>
    /// <returns>One result per epoch.</returns>
    /// <exception cref="ArgumentException">A set has no batch, the model has fewer classes than the set, or the last batch is one picture that cannot be trained on.</exception>
    /// <exception cref="NonFiniteLossException">Training has diverged. <paramref name="epochCompleted"/> has not been called for that epoch.</exception>
    /// <exception cref="RunDirectoryException">A checkpoint cannot be written; those before it are still there.</exception>
    /// <exception cref="DatasetException">A picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<EpochResult> Fit(
        DataLoader train,
        DataLoader? validation,
        int epochs,
        IProgress<TrainingProgress>? progress = null,
        Action<EpochResult>? epochCompleted = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        cancellation = Parallel?.Agree(cancellation) ?? cancellation;
        TrainingBatchesCheck.Run(model, train);
        if (validation is { BatchCount: 0 })
            throw new ArgumentException($"{validation.Dataset.Name} has no batch of {validation.BatchSize} pictures to validate on.", nameof(validation));
        var results = new List<EpochResult>(epochs);
        int last = train.Epoch + epochs;
        if (OnNonFinite == NonFinitePolicy.Rollback && Checkpoints is { Any: false })
            SaveCheckpoint();
        try
        {
            for (int epoch = train.Epoch + 1; epoch <= last; epoch++)
            {
                EpochResult result = RunEpoch(epoch, last, train, validation, progress, cancellation);
                results.Add(result);
                epochCompleted?.Invoke(result);
                _position.EndEpoch();
                SaveCheckpoint();
            }
        }
        catch (OperationCanceledException)
        {
            SaveCheckpoint();
            throw;
        }
        return results;
    }

    /// <summary>
    /// One step: forward, loss, backward, and an update when enough batches are gathered. A loss that is not finite changes no parameter.
    /// </summary>
    /// <param name="inputs">Pictures [n, c, h, w].</param>
    /// <param name="labels">The class of each.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public StepResult Step(Tensor inputs, ReadOnlySpan<int> labels) => OneStep.Run(inputs, labels);

    EpochResult RunEpoch(int epoch, int epochs, DataLoader train, DataLoader? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        OneStep.Begin();
        if (train.FirstBatch == 0)
            _position.BeginEpoch(train.Epoch, optimizer.LearningRate);
        long before = _position.Mean.Count;
        var clock = Stopwatch.StartNew();
        TrainOnce(epoch, epochs, train, progress, cancellation);
        TimeSpan trained = clock.Elapsed;
        RunningMean mean = _position.Mean;
        RequireFiniteState(epoch);
        Parallel?.RequireSameWeights();
        EvaluationResult? measured = validation is null ? null : Validate(validation, cancellation);
        if (measured is not null && !double.IsFinite(measured.Loss))
            throw Failure($"The validation loss became {measured.Loss}", epoch, 0, NonFiniteOrigin.Of(model));
        Schedule?.EpochEnded(measured?.Loss ?? mean.Loss);
        return new EpochResult(
            epoch,
            mean.Loss,
            mean.Accuracy,
            measured?.Loss ?? double.NaN,
            measured?.Accuracy ?? double.NaN,
            _position.LearningRate,
            (mean.Count - before) / trained.TotalSeconds,
            clock.Elapsed)
        {
            ValidationCount = measured?.Count ?? 0,
            WeightHashes = Parallel?.WeightHashes ?? [],
        };
    }

    EvaluationResult Validate(DataLoader validation, CancellationToken cancellation)
    {
        using IDisposable? averages = Average?.Borrow();
        return Evaluation.Run(model, validation, cancellation: cancellation, parallel: Parallel);
    }

    void TrainOnce(int epoch, int epochs, DataLoader train, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        model.Train();
        var clock = Stopwatch.StartNew();
        (int before, long seenBefore) = (_position.Batch, _position.Mean.Count);
        foreach (Batch batch in train)
        {
            StepResult step = OneStep.Run(batch);
            _position.Advance(train.Position);
            if (step.IsFinite)
                Count(step, Parallel is null ? batch.Count : batch.WholeCount);
            else
                Recovery.Mend(Failure(step, epoch, batch, train.Dataset));
            batch.Inputs.Release();
            (RunningMean mean, int done) = (_position.Mean, _position.Batch);
            progress?.Report(new TrainingProgress(
                epoch, epochs, done, train.BatchCount, mean.Loss, mean.Accuracy,
                (mean.Count - seenBefore) / clock.Elapsed.TotalSeconds, clock.Elapsed / (done - before) * (train.BatchCount - done))
            {
                Step = _position.Step,
                BatchLoss = step.Loss,
                LearningRate = optimizer.LearningRate,
            });
            if (OneStep.IsBetweenUpdates)
                BetweenUpdates(cancellation);
        }
        if (OneStep.Finish() is { } parameter)
            Recovery.Mend(BadGradient(parameter, epoch, _position.Batch));
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Only here is a checkpoint the whole state: gradients that wait for others are not part of it.</summary>
    void BetweenUpdates(CancellationToken cancellation)
    {
        if (Checkpoints?.IsDue(_position.Step) == true)
            SaveCheckpoint();
        cancellation.ThrowIfCancellationRequested();
    }

    void Count(StepResult step, int pictures)
    {
        _position.Add(step, pictures);
        _recovery?.StepTaken();
    }

    ITrainingState[] State() =>
    [
        new ModuleState("model", model),
        new OptimizerState(optimizer, model),
        .. new ITrainingState?[] { Schedule, Average }.OfType<ITrainingState>(),
        _position,
        .. Checkpoints?.Added ?? [],
    ];

    void SaveCheckpoint()
    {
        if (Checkpoints is null)
            return;
        try
        {
            Checkpoints.Save(_position.Step, State());
            _recovery?.CheckpointSaved();
        }
        catch (NonFiniteStateException e)
        {
            Recovery.Mend(Failure($"Values of {e.Entry} became infinite or not-a-number", _position.Epoch + 1, 0, e.Entry));
        }
    }

    NonFiniteLossException Failure(StepResult step, int epoch, Batch batch, Dataset pictures) => step.BadGradient is { } parameter
        ? BadGradient(parameter, epoch, _position.Batch)
        : Failure($"The loss became {step.Loss}", epoch, _position.Batch, NonFiniteOrigin.Of(model, batch, pictures));

    NonFiniteLossException BadGradient(string parameter, int epoch, int batch) => Failure("A gradient became infinite or not-a-number", epoch, batch, parameter);

    NonFiniteLossException Failure(string what, int epoch, int batch, string? origin) => new(what, epoch, batch, _position.Step, optimizer.LearningRate, origin);

    /// <summary>The last step of an epoch can spoil the weights without a loss that shows it; such weights must not be saved over good ones.</summary>
    void RequireFiniteState(int epoch)
    {
        if (NonFiniteOrigin.Of(model) is { } name)
            Recovery.Mend(Failure($"Values of {name} became infinite or not-a-number", epoch, 0, origin: null));
    }
}
