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

    /// <summary>
    /// torchvision's initialisation of residual networks: kernels normal with deviation √(2 / (kernel size² · output channels)) (He et al. 2015, fan out),
    /// norms as constructed, the classifier uniform in ±1/√inputs.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="seed">Seed of the values.</param>
    public static void ResNet(Module model, ulong seed)
    {
        foreach ((string name, Module module) in model.NamedModules())
        {
            if (module is Conv2d convolution)
            {
                double fanOut = (double)convolution.KernelSize * convolution.KernelSize * convolution.OutChannels;
                Normal(convolution.Weight.Value, Math.Sqrt(2 / fanOut), seed, $"{name}.weight");
            }
            else if (module is Linear linear)
            {
                double bound = 1 / Math.Sqrt(linear.InFeatures);
                Uniform(linear.Weight.Value, bound, seed, $"{name}.weight");
                if (linear.Bias is not null)
                    Uniform(linear.Bias.Value, bound, seed, $"{name}.bias");
            }
        }
    }

    // FNV-1a, 64 bit.
    static CounterRandom Sequence(ulong seed, string key)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ value) * 0x100000001B3;
        return new CounterRandom(seed, RandomPurpose.Initialization, hash);
    }
}
