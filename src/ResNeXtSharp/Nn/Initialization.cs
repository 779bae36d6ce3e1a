using System.Text;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// Initial values. Every tensor draws from a sequence of its own, named by seed and key, so its values do not depend on what else a model holds or in
/// which order it was built.
/// </summary>
public static class Initialization
{
    /// <summary>Uniform in [-bound, bound).</summary>
    public static void Uniform(Tensor tensor, double bound, ulong seed, string key)
    {
        var values = new float[tensor.Shape.Count];
        Sequence(seed, key).FillUniform(values, (float)-bound, (float)bound);
        tensor.CopyFrom(values);
    }

    /// <summary>Normal with mean 0.</summary>
    public static void Normal(Tensor tensor, double standardDeviation, ulong seed, string key)
    {
        var values = new float[tensor.Shape.Count];
        Sequence(seed, key).FillGaussian(values, 0f, (float)standardDeviation);
        tensor.CopyFrom(values);
    }

    /// <summary>PyTorch's default for a convolution or linear layer: weight and bias uniform in ±1/√(inputs per output).</summary>
    /// <param name="weight">[out, ...]</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="seed">Seed of the values.</param>
    /// <param name="key">Tells the layer's sequences from others'.</param>
    public static void PyTorchDefault(Parameter weight, Parameter? bias, ulong seed, string key)
    {
        double bound = 1 / Math.Sqrt(weight.Shape.Count / weight.Shape[0]);
        Uniform(weight.Value, bound, seed, $"{key}.weight");
        if (bias is not null)
            Uniform(bias.Value, bound, seed, $"{key}.bias");
    }

    /// <summary>
    /// torchvision's initialisation of residual networks: kernels normal with deviation √(2 / (kernel size² · output channels)) (He et al. 2015, fan out),
    /// norms as constructed, the classifier and the few biases of kernels PyTorch's default.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="seed">Seed of the values.</param>
    public static void ResNet(Module model, ulong seed) => Parallel.ForEach(model.NamedModules(), named =>
    {
        if (named.Module is Conv2d convolution)
        {
            Normal(convolution.Weight.Value, Math.Sqrt(2.0 / (convolution.KernelSize * convolution.KernelSize * convolution.OutChannels)), seed, $"{named.Name}.weight");
            if (convolution.Bias is { } bias)
                Uniform(bias.Value, Math.Sqrt((double)convolution.OutChannels / convolution.Weight.Shape.Count), seed, $"{named.Name}.bias");
        }
        else if (named.Module is Linear linear)
            PyTorchDefault(linear.Weight, linear.Bias, seed, named.Name);
    });

    // FNV-1a, 64 bit.
    static CounterRandom Sequence(ulong seed, string key)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ value) * 0x100000001B3;
        return new CounterRandom(seed, RandomPurpose.Initialization, hash);
    }
}
