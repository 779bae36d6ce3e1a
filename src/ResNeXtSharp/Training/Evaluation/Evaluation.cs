using System.Diagnostics;
using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Measures a model on a data set.</summary>
public static class Evaluation
{
    /// <summary>
    /// Goes once through <paramref name="data"/> in evaluation mode without recording gradients; afterwards every part of the model is in the mode it was in.
    /// </summary>
    /// <param name="model">Maps pictures [n, c, h, w] to logits [n, classes].</param>
    /// <param name="data">The pictures.</param>
    /// <param name="progress">Is told after every batch.</param>
    /// <param name="outputs">Receives the logits of every picture, for whoever asks more than the result tells.</param>
    /// <param name="parallel">The ranks whose loaders prepare a share each: the result is that of all pictures, on all of them. Null for this process alone.</param>
    /// <param name="cancellation">Ends the evaluation between two batches.</param>
    /// <exception cref="ArgumentException">The data set is empty, has more classes than the model, or the shapes do not fit.</exception>
    /// <exception cref="DatasetException">A picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EvaluationResult Run(
        Module model,
        DataLoader data,
        IProgress<EvaluationProgress>? progress = null,
        ClassifierOutputs? outputs = null,
        DataParallel? parallel = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (data.BatchCount == 0)
            throw new ArgumentException($"{data.Dataset.Name} has no picture to evaluate the model on.", nameof(data));
        using var mode = new EvaluationMode(model);
        var loss = new CrossEntropyLoss();
        var clock = Stopwatch.StartNew();
        RunningMean mean = default;
        ConfusionMatrix? confusion = null;
        int done = 0;
        long inTopFive = 0;
        foreach (Batch batch in data.WithCancellation(cancellation))
        {
            Tensor logits = model.Forward(batch.Inputs);
            confusion ??= new ConfusionMatrix(ClassesOf(logits, data.Dataset));
            if (!batch.StandsIn)
            {
                Tensor batchLoss = loss.Forward(logits, batch.Labels);
                mean.Add(batchLoss.Item(), Count(logits.ArgMax(), batch.Labels, confusion), batch.Count);
                inTopFive += CountAmongBest(logits, batch.Labels, 5);
                outputs?.Add(logits, batch.Labels, batch.Indices);
                batchLoss.Release();
            }
            parallel?.Group.ShowLife();
            logits.Release();
            batch.Inputs.Release();
            done++;
            progress?.Report(new EvaluationProgress(
                done, data.BatchCount, mean.Loss, mean.Accuracy, mean.Count / clock.Elapsed.TotalSeconds, clock.Elapsed / done * (data.BatchCount - done)));
        }
        if (parallel is not null)
            AddRanks(parallel, ref mean, ref inTopFive, confusion!);
        return new EvaluationResult(mean.Loss, mean.Accuracy, confusion!, mean.Count / clock.Elapsed.TotalSeconds, clock.Elapsed)
        {
            TopFiveAccuracy = (double)inTopFive / mean.Count,
        };
    }

    /// <summary>Adds what the other ranks have counted.</summary>
    static void AddRanks(DataParallel parallel, ref RunningMean mean, ref long inTopFive, ConfusionMatrix confusion)
    {
        double[] counted = [mean.LossSum, mean.Correct, mean.Count, inTopFive, .. confusion.Counts()];
        parallel.Add(counted);
        mean = new RunningMean(counted[0], (long)counted[1], (long)counted[2]);
        inTopFive = (long)counted[3];
        confusion.Replace(counted.AsSpan(4));
    }

    /// <summary>The classes of a model by its logits, once they cover the data set's.</summary>
    internal static int ClassesOf(Tensor logits, Dataset dataset)
    {
        if (logits.Shape.Rank != 2)
            throw new ArgumentException($"A classifier gives logits [n, classes], not {logits.Shape}.");
        return logits.Shape[1] >= dataset.ClassNames.Count ? logits.Shape[1] : throw new ArgumentException(
            $"The model tells {logits.Shape[1]} classes apart, and {dataset.Name} has {dataset.ClassNames.Count}: use a model with as many outputs.");
    }

    /// <summary>Pictures fewer than <paramref name="places"/> of whose classes come before the true one; of equals the first class does.</summary>
    static int CountAmongBest(Tensor logits, ReadOnlySpan<int> labels, int places)
    {
        int classes = logits.Shape[1], count = 0;
        float[] values = logits.ToArray();
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = values.AsSpan(i * classes, classes);
            float own = row[labels[i]];
            int before = 0;
            for (int j = 0; j < classes; j++)
                before += row[j] > own || (row[j] == own && j < labels[i]) ? 1 : 0;
            count += before < places ? 1 : 0;
        }
        return count;
    }

    static int Count(int[] predicted, ReadOnlySpan<int> labels, ConfusionMatrix confusion)
    {
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            confusion.Add(labels[i], predicted[i]);
            correct += predicted[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }
}
