using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>[n, inFeatures] to [n, outFeatures]: torch.nn.Linear.</summary>
public sealed class Linear : Module
{
    /// <summary>Weight and bias uniform in ±1/√inFeatures, PyTorch's default.</summary>
    /// <param name="inFeatures">Features of the input.</param>
    /// <param name="outFeatures">Features of the output: the number of classes in a classifier.</param>
    /// <param name="bias">Whether to add a trainable bias.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of features is not positive.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true, ulong? seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inFeatures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outFeatures, 1);
        (InFeatures, OutFeatures) = (inFeatures, outFeatures);
        Weight = RegisterParameter("weight", Functional.LinearWeight([outFeatures, inFeatures]));
        if (bias)
            Bias = RegisterParameter("bias", Tensor.Zeros([outFeatures]));
        if (seed is { } value)
            Initialization.PyTorchDefault(Weight, Bias, value, "linear");
    }

    /// <summary>Features of the input.</summary>
    public int InFeatures { get; }

    /// <summary>Features of the output.</summary>
    public int OutFeatures { get; }

    /// <summary>[outFeatures, inFeatures]</summary>
    public Parameter Weight { get; }

    /// <summary>[outFeatures], or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.Linear(input, Weight.Value, Bias?.Value ?? default);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => $"in_features={InFeatures}, out_features={OutFeatures}, bias={(Bias is null ? "False" : "True")}";
}
