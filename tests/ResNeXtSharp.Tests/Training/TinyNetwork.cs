using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Training;

/// <summary>A network of 330 parameters for what does not depend on the network: [n, 3, h, w] to [n, classes].</summary>
internal sealed class TinyNetwork : Module
{
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d _norm;
    private readonly ReLU _relu;
    private readonly AdaptiveAvgPool2d _pool;

    internal TinyNetwork(int classes = 10, ulong seed = 0)
    {
        _convolution = Register("conv", new Conv2d(3, 8, kernelSize: 3, stride: 4, seed: seed));
        _norm = Register("norm", new BatchNorm2d(8));
        _relu = Register("relu", new ReLU());
        _pool = Register("pool", new AdaptiveAvgPool2d());
        Classifier = Register("fc", new Linear(8, classes, seed: seed));
    }

    internal Linear Classifier { get; }

    protected override Tensor ForwardCore(Tensor input) =>
        Classifier.Forward(_pool.Forward(_relu.Forward(_norm.Forward(_convolution.Forward(input)))).Flatten());
}
