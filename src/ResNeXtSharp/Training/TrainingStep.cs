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
    }

    internal StepResult Run(Tensor inputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare)
    {
        if (_gathered == 0)
            Begin();
        Tensor logits = model.Forward(inputs);
        Tensor batchLoss = loss.Forward(logits, labels, mixedLabels, mixedShare);
        var result = new StepResult(batchLoss.Item(), CountCorrect(logits, mixedShare > 0.5 ? mixedLabels : labels));
        if (double.IsFinite(result.Loss))
            result = result with { BadGradient = BackwardAndUpdate(batchLoss) };
        batchLoss.Release();
        logits.Release();
        return result;
    }

    /// <summary>Updates with what is gathered, however little: the last batches of an epoch may be too few, and still count.</summary>
    /// <returns>The parameter whose gradient is not finite, so that no weight has moved, or null.</returns>
    internal string? Finish() => _gathered > 0 ? Update() : null;

    /// <summary>Leaves out the batches since the last update, that one included whose numbers went bad.</summary>
    internal void Undo()
    {
        Guard?.Restore();
        _gathered = 0;
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
