namespace ResNeXtSharp.Kernels.Tests.Normalization;

/// <summary>Batch normalisation's sums over rows of [rows, channels], by definition.</summary>
internal static class BatchNormReference
{
    internal static (double[] Mean, double[] Variance) Measure(float[] x, int rows, int channels)
    {
        double[] mean = new double[channels], variance = new double[channels];
        for (int i = 0; i < x.Length; i++)
            mean[i % channels] += (double)x[i] / rows;
        for (int i = 0; i < x.Length; i++)
            variance[i % channels] += (x[i] - mean[i % channels]) * (x[i] - mean[i % channels]) / rows;
        return (mean, variance);
    }

    internal static float[] Mask(float[] gradient, float[]? output) =>
        output is null ? gradient : [.. gradient.Zip(output, (g, y) => y > 0 ? g : 0)];

    internal static (double[] Sum, double[] SumDeviation) Reduce(float[] masked, float[] x, float[] mean)
    {
        double[] sum = new double[mean.Length], deviation = new double[mean.Length];
        for (int i = 0; i < x.Length; i++)
        {
            sum[i % mean.Length] += masked[i];
            deviation[i % mean.Length] += masked[i] * ((double)x[i] - mean[i % mean.Length]);
        }
        return (sum, deviation);
    }
}
