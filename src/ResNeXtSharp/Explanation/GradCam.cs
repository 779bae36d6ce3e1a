using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Explanation;

/// <summary>
/// Where in a picture a network sees a class: Grad-CAM (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
/// Localization", ICCV 2017). The channels of a stage's output are added up, each weighted with the mean of the class's gradient over it, and what
/// is negative, the evidence for other classes, is dropped.
/// </summary>
/// <remarks>
/// The paper takes the last convolutional stage. A picture of 32x32 has shrunk to a single place there in a network made for 224x224, and a single place
/// points nowhere; so unless a stage is named, the last one whose output has at least <see cref="LeastSide"/> rows and columns is taken.
/// </remarks>
public static class GradCam
{
    /// <summary>Rows and columns below which a stage's output is too coarse to point anywhere.</summary>
    public const int LeastSide = 4;

    /// <summary>
    /// The map of a class for a picture. Runs in evaluation mode; afterwards every part of the model is in the mode it was in, and no parameter has got a
    /// gradient. The model must not be in use elsewhere meanwhile.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="picture">One picture [1, 3, h, w], transformed as in training.</param>
    /// <param name="target">The class whose evidence is wanted: the predicted one, or the true one.</param>
    /// <param name="stage">The stage to look at, from 0 in <see cref="ResNet.Stages"/>; null takes the last that is fine enough.</param>
    /// <returns>The map scaled to the picture, the strongest place of the stage being 1; all 0 where nothing speaks for the class.</returns>
    /// <exception cref="ArgumentException">The tensor is not one picture.</exception>
    /// <exception cref="InvalidOperationException">Recording is off on this thread (<c>Autograd.NoGrad()</c>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such class or stage.</exception>
    public static GradCamResult Compute(ResNet model, Tensor picture, int target, int? stage = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (picture.Shape is not { Rank: 4 } shape || shape[0] != 1)
            throw new ArgumentException($"Grad-CAM explains one picture [1, 3, h, w] at a time, not {picture.Shape}.", nameof(picture));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)target, (uint)model.Fc.OutFeatures, nameof(target));
        if (stage is { } named)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)named, (uint)model.Stages.Count, nameof(stage));

        using var held = new HeldParameters(model);
        (Tensor activations, int used) = Activations(model, picture, stage);
        Tensor gradient = Gradient(model, activations, used, target);
        HeatMap map = Combine(activations, gradient);
        activations.Release();
        gradient.Release();
        return new GradCamResult(map.Resize(shape[2], shape[3]), map, used);
    }

    /// <summary>A stage's output [1, channels, h, w] and which stage it is.</summary>
    static (Tensor Activations, int Stage) Activations(ResNet model, Tensor picture, int? stage)
    {
        using var mode = new EvaluationMode(model);
        int used = -1;
        var upTo = new ForwardPart(input =>
        {
            Tensor x = model.ForwardStem(input);
            for (used = 0; ; used++)
            {
                x = model.Stages[used].Forward(x);
                if (used == (stage ?? model.Stages.Count - 1) || (stage is null && IsLastFineEnough(x.Shape)))
                    return x;
            }
        });
        return (upTo.Forward(picture), used);
    }

    // Every stage behind the first halves the map, rounding up.
    static bool IsLastFineEnough(Shape output) => Math.Min(output[2], output[3]) <= 2 * (LeastSide - 1);

    /// <summary>The gradient of a class's logit with respect to a stage's output, in its shape.</summary>
    static Tensor Gradient(ResNet model, Tensor activations, int stage, int target)
    {
        using var mode = new EvaluationMode(model, recording: true);
        activations.RequiresGrad = true;
        var logit = new ForwardPart(x =>
        {
            for (int next = stage + 1; next < model.Stages.Count; next++)
                x = model.Stages[next].Forward(x);
            return Functional.Linear(model.ForwardHead(x), OneHot(model.Fc.OutFeatures, target));
        });
        logit.Forward(activations).Backward();
        return activations.Grad;
    }

    static Tensor OneHot(int classes, int target)
    {
        var values = new float[classes];
        values[target] = 1;
        Tensor row = Functional.LinearWeight([1, classes]);
        row.CopyFrom(values);
        return row;
    }

    /// <summary>relu(sum over channels of mean(gradient) · activations), divided by its maximum.</summary>
    static HeatMap Combine(Tensor activations, Tensor gradient)
    {
        (int channels, int height, int width) = (activations.Shape[1], activations.Shape[2], activations.Shape[3]);
        float[] maps = activations.ToArray(), gradients = gradient.ToArray();
        int places = height * width;
        var sums = new double[places];
        for (int channel = 0; channel < channels; channel++)
        {
            double weight = 0;
            foreach (float value in gradients.AsSpan(channel * places, places))
                weight += value;
            weight /= places;
            for (int i = 0; i < places; i++)
                sums[i] += weight * maps[(channel * places) + i];
        }
        double most = Math.Max(0, sums.Max());
        return new HeatMap(height, width, [.. sums.Select(sum => most > 0 ? (float)(Math.Max(0, sum) / most) : 0)]);
    }
}
