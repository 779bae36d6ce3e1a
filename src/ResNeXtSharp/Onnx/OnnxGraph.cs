namespace ResNeXtSharp.Onnx;

/// <summary>A network as ONNX sees it: weights, and operations in the order in which they can run.</summary>
/// <param name="Input">Name of the pictures, [batch, 3, height, width].</param>
/// <param name="Output">Name of the logits, [batch, classes].</param>
/// <param name="Nodes">The operations.</param>
/// <param name="Initializers">The weights.</param>
internal sealed record OnnxGraph(string Input, string Output, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers);
