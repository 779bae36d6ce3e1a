using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>
/// Compares gradients with central differences (f(x + h) - f(x - h)) / 2h of f = Σ weights · output, summed in double precision.
/// </summary>
/// <remarks>
/// With h = 1/128 and values around 1 the rounding of the operation's floats, 2^-24 each, leaves errors of about 2^-24 / h = 1e-5 times the root of the
/// number of outputs; curvature (of normalisation and softmax; all others are linear between kinks) leaves h²/6 · f''' = 1e-5 · f'''. A tolerance of 2e-3
/// of the largest gradient is far above both and far below any wrong factor, missing term or wrong element.
/// </remarks>
internal static class GradientCheck
{
    private const float Step = 1f / 128;
    private const double Tolerance = 2e-3;

    /// <summary>Checks the gradient of every leaf.</summary>
    internal static void Run(Func<Tensor> operation, params (string Name, Tensor Leaf)[] leaves)
    {
        float[] weights;
        using (Autograd.NoGrad())
            weights = RandomTensor.Values(operation().Shape.Count, seed: 99);
        foreach ((_, Tensor leaf) in leaves)
            leaf.Cell.ClearGradient();
        WeightedSum.Of(operation(), weights).Backward();
        foreach ((string name, Tensor leaf) in leaves)
            Compare(name, leaf.Grad.ToArray(), Numeric(operation, leaf, weights));
    }

    static double[] Numeric(Func<Tensor> operation, Tensor leaf, float[] weights)
    {
        using NoGradScope noGrad = Autograd.NoGrad();
        float[] values = leaf.ToArray();
        var gradient = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float original = values[i], above = original + Step, below = original - Step;
            gradient[i] = (At(above) - At(below)) / ((double)above - below);
            At(original);

            double At(float value)
            {
                values[i] = value;
                leaf.CopyFrom(values);
                return WeightedSum.InDouble(operation(), weights);
            }
        }
        return gradient;
    }

    static void Compare(string name, float[] actual, double[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        Assert.True(scale > 0, $"{name}: no gradient to compare");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected[i]) <= Tolerance * scale))
                Assert.Fail($"gradient of {name}, element {i}: {actual[i]:R}, by central differences {expected[i]:R} (largest {scale:G3})");
        }
    }
}
