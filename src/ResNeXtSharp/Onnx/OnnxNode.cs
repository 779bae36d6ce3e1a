namespace ResNeXtSharp.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Operator">The operator's name in ONNX's own set, such as Conv.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Inputs">Names of the values it reads.</param>
/// <param name="Output">Name of the value it makes.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record OnnxNode(string Operator, string Name, IReadOnlyList<string> Inputs, string Output, IReadOnlyList<OnnxAttribute> Attributes)
{
    internal float Float(string name, float otherwise) => Find(name, OnnxAttribute.Kind.Float)?.Float ?? otherwise;

    internal long Integer(string name, long otherwise) => Find(name, OnnxAttribute.Kind.Integer)?.Integers[0] ?? otherwise;

    internal IReadOnlyList<long> Integers(string name, params long[] otherwise) => Find(name, OnnxAttribute.Kind.Integers)?.Integers ?? otherwise;

    OnnxAttribute? Find(string name, OnnxAttribute.Kind type) => Attributes.FirstOrDefault(attribute => attribute.Name == name && attribute.Type == type);
}
