using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Classifies pictures.</summary>
public static class Prediction
{
    /// <summary>
    /// The classes of each picture, most probable first; of equals the first class. Runs in evaluation mode without recording gradients; afterwards every
    /// part of the model is in the mode it was in.
    /// </summary>
    /// <param name="model">Maps pictures [n, c, h, w] to logits [n, classes].</param>
    /// <param name="inputs">n pictures, transformed as in training.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static IReadOnlyList<IReadOnlyList<ClassProbability>> Predict(Module model, Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var mode = new EvaluationMode(model);
        Tensor logits = model.Forward(inputs), probabilities = logits.Softmax();
        float[] values = probabilities.ToArray();
        int classes = probabilities.Shape[1];
        probabilities.Release();
        logits.Release();
        return [.. values.Chunk(classes).Select(Ranked)];
    }

    static ClassProbability[] Ranked(float[] probabilities) =>
        [.. probabilities.Select((probability, index) => new ClassProbability(index, probability)).OrderByDescending(c => c.Probability)];
}
