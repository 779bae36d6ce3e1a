using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Nn;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Training;

/// <summary>One batch: forward, loss, backward, and an update of the weights when enough batches have given their gradients.</summary>
internal sealed class TrainingStep(Module model, Optimizer optimizer, CrossEntropyLoss loss)
{
    private int[] _predicted = [];
    private int _gathered;

    internal required Schedule? Schedule { get; init; }

    internal required int AccumulationSteps { get; init; }

    internal required double? MaxGradientNorm { get; init; }

    internal required WeightAverage? Average { get; init; }

    /// <summary>Makes bad updates undone, or null.</summary>
    internal required StepGuard? Guard { get; init; }

    /// <summary>The ranks that train together, or null for this process alone.</summary>
    internal required DataParallel? Parallel { get; init; }

    /// <summary>Whether no gradients wait for others: only then do the weights and moments tell everything.</summary>
    internal bool IsBetweenUpdates => _gathered == 0;

    /// <summary>Forgets gradients that were gathered and makes everything ready for an update.</summary>
    internal void Begin()
    {
        _gathered = 0;
        optimizer.ZeroGrad();
        if (Schedule is not null)
            optimizer.LearningRate = Schedule.At(optimizer.StepCount);
        Guard?.Remember();
        Parallel?.BeginUpdate();
    }

    internal StepResult Run(in Batch batch) =>
        Run(batch.Inputs, batch.Labels, batch.MixedLabels, batch.MixedShare, new Part(batch.StandsIn ? 0 : batch.Count, batch.WholeCount));

    /// <summary>A batch that is whole.</summary>
    internal StepResult Run(Tensor inputs, ReadOnlySpan<int> labels) => Run(inputs, labels, [], 0, new Part(labels.Length, labels.Length));

    StepResult Run(Tensor inputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare, Part part)
    {
        if (_gathered == 0)
            Begin();
        Parallel?.BeginBatch(standsIn: part.Pictures == 0);
        Tensor logits = model.Forward(inputs);
        Tensor batchLoss = loss.Forward(logits, labels, mixedLabels, mixedShare);
        var result = new StepResult(batchLoss.Item(), CountCorrect(logits, mixedShare > 0.5 ? mixedLabels : labels));
        if (Parallel is not null)
            result = StepTogether(Parallel, batchLoss, result, part);
        else if (double.IsFinite(result.Loss))
            result = result with { BadGradient = BackwardAndUpdate(batchLoss) };
        batchLoss.Release();
        logits.Release();
        return result;
    }

    /// <summary>Updates with what is gathered, however little: the last batches of an epoch may be too few, and still count.</summary>
    /// <returns>The parameter whose gradient is not finite, so that no weight has moved, or null.</returns>
    internal string? Finish()
    {
        if (_gathered == 0)
            return null;
        Parallel?.Exchange(wasBegun: false);
        return Update();
    }

    /// <summary>Leaves out the batches since the last update, that one included whose numbers went bad.</summary>
    internal void Undo()
    {
        Guard?.Restore();
        _gathered = 0;
    }

    /// <summary>The same with other ranks, which all know only afterwards whether the loss of one was not finite.</summary>
    StepResult StepTogether(DataParallel parallel, Tensor batchLoss, StepResult own, Part part)
    {
        _gathered++;
        bool isLast = _gathered == AccumulationSteps;
        parallel.Backward(batchLoss, part.Pictures, part.Whole, isLast);
        if (isLast)
            parallel.Exchange(wasBegun: true);
        (double total, int correct) = parallel.Total(own.Loss, own.Correct, part.Pictures, part.Whole);
        var result = new StepResult(total, correct);
        if (isLast && result.IsFinite)
            result = result with { BadGradient = Update() };
        parallel.EndStep();
        return result;
    }

    string? BackwardAndUpdate(Tensor batchLoss)
    {
        _gathered++;
        if (AccumulationSteps == 1 && MaxGradientNorm is null && Guard is null)
        {
            optimizer.BackwardAndStep(batchLoss);
            EndUpdate();
            return null;
        }
        batchLoss.Backward();
        return _gathered == AccumulationSteps ? Update() : null;
    }

    string? Update()
    {
        if (_gathered > 1)
            optimizer.ScaleGradients(1.0 / _gathered);
        bool isFinite = Guard?.AreGradientsFinite() ?? true;
        if (isFinite && MaxGradientNorm is { } maxNorm)
            isFinite = double.IsFinite(optimizer.ClipGradients(maxNorm));
        if (!isFinite)
            return NonFiniteOrigin.OfGradients(model);
        optimizer.Step();
        EndUpdate();
        return null;
    }

    void EndUpdate()
    {
        Average?.Update();
        _gathered = 0;
    }

    /// <summary>How many of a whole batch's pictures are here.</summary>
    private readonly record struct Part(int Pictures, int Whole);

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
}
