using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Training;

/// <summary>How fast the three kernels of a convolution or a linear layer run.</summary>
/// <param name="Name">The first layer of this geometry, such as "layer1.0.conv2".</param>
/// <param name="Count">Layers of this geometry in the model.</param>
/// <param name="Geometry">Its sizes; a linear layer is a pointwise convolution of one pixel.</param>
/// <param name="Operations">Floating-point operations of each kernel, counted as <see cref="Nn.FlopCount"/> does.</param>
/// <param name="Bytes">Activations, weights and results of each kernel: what it reads and writes at least.</param>
/// <param name="Forward">Seconds of the output.</param>
/// <param name="BackwardInput">Seconds of the input's gradient; none in the first layer, where nobody asks for it.</param>
/// <param name="BackwardWeight">Seconds of the weight's gradient.</param>
public sealed record LayerSpeed(
    string Name, int Count, ConvGeometry Geometry, long Operations, long Bytes, double Forward, double? BackwardInput, double BackwardWeight);
