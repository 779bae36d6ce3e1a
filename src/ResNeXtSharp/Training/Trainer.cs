using System.Diagnostics;
using System.Numerics.Tensors;
using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Training;

/// <summary>Trains a classifier: the loop of every PyTorch tutorial, with means, progress, cancellation and a stop when the loss is lost.</summary>
/// <param name="model">Maps pictures [n, c, h, w] to logits [n, classes].</param>
/// <param name="optimizer">Holds the parameters to train. Its learning rate may be changed between epochs.</param>
/// <param name="loss">What is made small; the cross entropy by default.</param>
public sealed class Trainer(Module model, Optimizer optimizer, CrossEntropyLoss? loss = null)
{
    private readonly CrossEntropyLoss _loss = loss ?? new CrossEntropyLoss();
    private int[] _predicted = [];
    private int _gathered;

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

    /// <summary>
    /// Trains for some epochs and measures the validation set after each. Epochs are numbered by the training loader, so a second call goes on where the
    /// first ended. Afterwards the model is in training mode.
    /// </summary>
    /// <param name="train">The training pictures.</param>
    /// <param name="validation">Pictures the model is measured on, or null.</param>
    /// <param name="epochs">How often to go through the training pictures.</param>
    /// <param name="progress">Is told after every step.</param>
    /// <param name="epochCompleted">Is called after every epoch, the place to save weights and to change the learning rate.</param>
    /// <param name="cancellation">Ends the training between two steps. The weights are those of the last step.</param>
    /// <returns>One result per epoch.</returns>
    /// <exception cref="ArgumentException">A set has no batch, the model has fewer classes than the set, or the last batch is one picture that cannot be trained on.</exception>
    /// <exception cref="NonFiniteLossException">Training has diverged. <paramref name="epochCompleted"/> has not been called for that epoch.</exception>
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
        if (train.BatchCount == 0)
            throw new ArgumentException($"{train.Dataset.Name} has no batch of {train.BatchSize} pictures to train on: use a smaller batch size.", nameof(train));
        if (validation is { BatchCount: 0 })
            throw new ArgumentException($"{validation.Dataset.Name} has no batch of {validation.BatchSize} pictures to validate on.", nameof(validation));
        LonePictureCheck.Run(model, train);
        var results = new List<EpochResult>(epochs);
        int last = train.Epoch + epochs;
        for (int epoch = train.Epoch + 1; epoch <= last; epoch++)
        {
            EpochResult result = RunEpoch(epoch, last, train, validation, progress, cancellation);
            results.Add(result);
            epochCompleted?.Invoke(result);
        }
        return results;
    }

    /// <summary>
    /// One step: forward, loss, backward, and an update when enough batches are gathered. A loss that is not finite changes no parameter.
    /// </summary>
    /// <param name="inputs">Pictures [n, c, h, w].</param>
    /// <param name="labels">The class of each.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public StepResult Step(Tensor inputs, ReadOnlySpan<int> labels) => Step(inputs, labels, [], 0);

    /// <summary>One step on a loader's batch, mixed pictures included.</summary>
    internal StepResult Step(Batch batch) => Step(batch.Inputs, batch.Labels, batch.MixedLabels, batch.MixedShare);

    StepResult Step(Tensor inputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare)
    {
        if (_gathered == 0)
            BeginUpdate();
        Tensor logits = model.Forward(inputs);
        Tensor batchLoss = _loss.Forward(logits, labels, mixedLabels, mixedShare);
        var result = new StepResult(batchLoss.Item(), CountCorrect(logits, mixedShare > 0.5 ? mixedLabels : labels));
        if (double.IsFinite(result.Loss))
            BackwardAndUpdate(batchLoss);
        batchLoss.Release();
        logits.Release();
        return result;
    }

    void BeginUpdate()
    {
        _gathered = 0;
        optimizer.ZeroGrad();
        if (Schedule is not null)
            optimizer.LearningRate = Schedule.At(optimizer.StepCount);
    }

    void BackwardAndUpdate(Tensor batchLoss)
    {
        _gathered++;
        if (AccumulationSteps == 1 && MaxGradientNorm is null)
        {
            optimizer.BackwardAndStep(batchLoss);
            EndUpdate();
            return;
        }
        batchLoss.Backward();
        if (_gathered == AccumulationSteps)
            Update();
    }

    void Update()
    {
        if (_gathered > 1)
            optimizer.ScaleGradients(1.0 / _gathered);
        if (MaxGradientNorm is { } maxNorm)
            optimizer.ClipGradients(maxNorm);
        optimizer.Step();
        EndUpdate();
    }

    void EndUpdate()
    {
        Average?.Update();
        _gathered = 0;
    }

    EpochResult RunEpoch(int epoch, int epochs, DataLoader train, DataLoader? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        BeginUpdate();
        double learningRate = optimizer.LearningRate;
        var clock = Stopwatch.StartNew();
        RunningMean mean = TrainOnce(epoch, epochs, train, progress, cancellation);
        TimeSpan trained = clock.Elapsed;
        cancellation.ThrowIfCancellationRequested();
        RequireFiniteState(epoch);
        EvaluationResult? measured = validation is null ? null : Validate(validation, cancellation);
        if (measured is not null && !double.IsFinite(measured.Loss))
            throw new NonFiniteLossException($"The validation loss became {measured.Loss}", epoch, 0, learningRate);
        Schedule?.EpochEnded(measured?.Loss ?? mean.Loss);
        return new EpochResult(
            epoch,
            mean.Loss,
            mean.Accuracy,
            measured?.Loss ?? double.NaN,
            measured?.Accuracy ?? double.NaN,
            learningRate,
            mean.Count / trained.TotalSeconds,
            clock.Elapsed)
        {
            ValidationCount = measured?.Count ?? 0,
        };
    }

    EvaluationResult Validate(DataLoader validation, CancellationToken cancellation)
    {
        using IDisposable? averages = Average?.Borrow();
        return Evaluation.Run(model, validation, cancellation: cancellation);
    }

    RunningMean TrainOnce(int epoch, int epochs, DataLoader train, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        model.Train();
        var clock = Stopwatch.StartNew();
        RunningMean mean = default;
        int done = 0;
        foreach (Batch batch in train.WithCancellation(cancellation))
        {
            StepResult step = Step(batch);
            batch.Inputs.Release();
            done++;
            if (!double.IsFinite(step.Loss))
                throw new NonFiniteLossException($"The loss became {step.Loss}", epoch, done, optimizer.LearningRate);
            mean.Add(step.Loss, step.Correct, batch.Count);
            progress?.Report(new TrainingProgress(
                epoch, epochs, done, train.BatchCount, mean.Loss, mean.Accuracy, mean.Count / clock.Elapsed.TotalSeconds, clock.Elapsed / done * (train.BatchCount - done)));
        }
        // The last batches of an epoch may be too few, and still count.
        if (_gathered > 0)
            Update();
        return mean;
    }

    int CountCorrect(Tensor logits, ReadOnlySpan<int> labels)
    {
        if (_predicted.Length < labels.Length)
            _predicted = new int[labels.Length];
        logits.ArgMax(_predicted);
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
            correct += _predicted[i] == labels[i] ? 1 : 0;
        return correct;
    }

    /// <summary>The last step of an epoch can spoil the weights without a loss that shows it; such weights must not be saved over good ones.</summary>
    void RequireFiniteState(int epoch)
    {
        foreach ((string name, Tensor tensor) in model.StateDict())
        {
            if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(tensor.Cell.Values)))
                throw new NonFiniteLossException($"Values of {name} became infinite or not-a-number", epoch, 0, optimizer.LearningRate);
        }
    }
}
