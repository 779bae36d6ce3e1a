using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Onnx;

/// <summary>A constant of a graph: a weight.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Values">Gives the elements in row-major order, so that a large graph is written one weight at a time.</param>
internal sealed record OnnxTensor(string Name, Shape Shape, Func<float[]> Values);
