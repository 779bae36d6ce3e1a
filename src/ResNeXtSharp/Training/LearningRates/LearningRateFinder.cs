using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>
/// Looks for a learning rate by training for a moment with one that rises from step to step (the range test of Smith 2015, arXiv:1506.01186, with the
/// defaults of fastai's lr_find): where the loss falls the rate is good, and where it runs away the rate is too high. The model gets its weights and
/// buffers back.
/// </summary>
/// <param name="model">Maps pictures [n, c, h, w] to logits [n, classes].</param>
/// <param name="optimizer">Holds the parameters to train. It takes the steps and keeps their traces: make another one for the training itself.</param>
/// <param name="loss">What is made small; the cross entropy by default.</param>
public sealed class LearningRateFinder(Module model, Optimizer optimizer, CrossEntropyLoss? loss = null)
{
    // fastai's.
    private const double StopFactor = 4;

    /// <summary>The learning rate of the first step.</summary>
    public double Lowest { get; init; } = 1e-7;

    /// <summary>The learning rate of the last step.</summary>
    public double Highest { get; init; } = 10;

    /// <summary>Steps from the lowest learning rate to the highest.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How many batches make one step together, as in <see cref="Trainer.AccumulationSteps"/>.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The largest norm that the gradients of a step may have together, or null for any.</summary>
    public double? MaxGradientNorm { get; init; }

    /// <summary>
    /// Trains until the highest learning rate is reached, the smoothed loss is four times its lowest value, or the loss is no finite number. Afterwards the
    /// model's weights and buffers are what they were, it is in training mode, and the loader is at the epoch it was at.
    /// </summary>
    /// <param name="train">The training pictures; gone through as often as the steps need.</param>
    /// <param name="progress">Is told after every step.</param>
    /// <param name="cancellation">Ends the search between two steps.</param>
    /// <exception cref="ArgumentException">The set has no batch, or the rates and steps make no range.</exception>
    /// <exception cref="NonFiniteLossException">The very first loss is not finite.</exception>
    /// <exception cref="DatasetException">A picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LearningRateCurve Find(DataLoader train, IProgress<LearningRatePoint>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        RequireRange();
        TrainingBatchesCheck.Run(model, train);
        (int epoch, double learningRate) = (train.Epoch, optimizer.LearningRate);
        float[][] weights = [.. model.StateDict().Values.Select(value => value.Cell.Values.ToArray())];
        try
        {
            model.Train();
            return Rise(train, progress, cancellation);
        }
        finally
        {
            foreach ((Tensors.Tensor value, float[] before) in model.StateDict().Values.Zip(weights))
                before.CopyTo(value.Cell.Values);
            optimizer.ZeroGrad();
            (train.Epoch, optimizer.LearningRate) = (epoch, learningRate);
        }
    }

    void RequireRange()
    {
        if (!(Lowest > 0 && Highest > Lowest && double.IsFinite(Highest)))
            throw new ArgumentException($"The learning rate cannot rise from {Lowest} to {Highest}: the lowest is above zero and below the highest.");
        if (Steps < 2)
            throw new ArgumentException($"A learning rate that rises has at least 2 steps, not {Steps}.");
    }

    LearningRateCurve Rise(DataLoader train, IProgress<LearningRatePoint>? progress, CancellationToken cancellation)
    {
        var oneStep = new TrainingStep(model, optimizer, loss ?? new CrossEntropyLoss())
        {
            Schedule = null,
            AccumulationSteps = AccumulationSteps,
            MaxGradientNorm = MaxGradientNorm,
            Average = null,
            Parallel = null,
            Guard = null,
        };
        var points = new List<LearningRatePoint>(Steps);
        var smoothed = new SmoothedLoss();
        (double sum, int gathered, double lowest) = (0, 0, double.PositiveInfinity);
        while (true)
        {
            foreach (Batch batch in train.WithCancellation(cancellation))
            {
                optimizer.LearningRate = Lowest * Math.Pow(Highest / Lowest, (double)points.Count / (Steps - 1));
                StepResult step = oneStep.Run(batch);
                if (!step.IsFinite)
                {
                    return points.Count > 0
                        ? new LearningRateCurve(points, Steps, hasDiverged: true)
                        : throw new NonFiniteLossException($"The loss became {step.Loss}", train.Epoch + 1, gathered + 1, 0, optimizer.LearningRate, NonFiniteOrigin.Of(model, batch, train.Dataset));
                }
                batch.Inputs.Release();
                sum += step.Loss;
                if (++gathered < AccumulationSteps)
                    continue;
                double mean = sum / gathered;
                (sum, gathered) = (0, 0);
                points.Add(new LearningRatePoint(optimizer.LearningRate, mean, smoothed.Add(mean)));
                progress?.Report(points[^1]);
                lowest = Math.Min(lowest, points[^1].SmoothedLoss);
                bool hasDiverged = points[^1].SmoothedLoss > StopFactor * lowest;
                if (hasDiverged || points.Count == Steps)
                    return new LearningRateCurve(points, Steps, hasDiverged);
            }
        }
    }
}
