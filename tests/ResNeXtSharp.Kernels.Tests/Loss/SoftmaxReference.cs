namespace ResNeXtSharp.Kernels.Tests.Loss;

/// <summary>Softmax by its definition in a form whose overflow is harmless: 1 / Σ e^(x_j - x_i).</summary>
internal static class SoftmaxReference
{
    internal static double[] Probabilities(float[] logits, int classes) =>
        [.. logits.Select((x, i) => 1 / logits.Skip(i / classes * classes).Take(classes).Sum(other => Math.Exp((double)other - x)))];

    internal static double MeanLoss(float[] logits, int classes, int[] labels)
    {
        double[] p = Probabilities(logits, classes);
        return labels.Select((label, row) => -Math.Log(p[(row * classes) + label])).Average();
    }

    internal static double[] Gradient(float[] logits, int classes, int[] labels) =>
        [.. Probabilities(logits, classes).Select((p, i) => (p - (labels[i / classes] == i % classes ? 1 : 0)) / labels.Length)];
}
