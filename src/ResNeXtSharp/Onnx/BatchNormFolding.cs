using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Onnx;

/// <summary>A convolution and the norm behind it as one convolution with a bias. In evaluation both are linear: y = scale · (w·x - mean) + shift.</summary>
internal static class BatchNormFolding
{
    /// <summary>The convolution's kernels, each output channel times the norm's scale.</summary>
    internal static float[] Weight(Conv2d convolution, BatchNorm2d norm)
    {
        float[] weight = convolution.Weight.Value.ToArray();
        double[] scale = Scale(norm);
        int kernel = weight.Length / scale.Length;
        for (int i = 0; i < weight.Length; i++)
            weight[i] = (float)(weight[i] * scale[i / kernel]);
        return weight;
    }

    /// <summary>What the norm adds to each output channel.</summary>
    internal static float[] Bias(BatchNorm2d norm)
    {
        float[] mean = norm.RunningMean.ToArray(), shift = norm.Bias.Value.ToArray();
        double[] scale = Scale(norm);
        return [.. shift.Select((value, c) => (float)(value - (mean[c] * scale[c])))];
    }

    static double[] Scale(BatchNorm2d norm) =>
        [.. norm.Weight.Value.ToArray().Zip(norm.RunningVariance.ToArray(), (weight, variance) => weight / Math.Sqrt(variance + norm.Epsilon))];
}
