namespace ResNeXtSharp.Onnx;

/// <summary>A setting of a node: one float, one integer, or a list of integers.</summary>
internal sealed record OnnxAttribute(string Name, OnnxAttribute.Kind Type, float Float, IReadOnlyList<long> Integers)
{
    internal static OnnxAttribute Of(string name, float value) => new(name, Kind.Float, value, []);

    internal static OnnxAttribute Of(string name, long value) => new(name, Kind.Integer, 0, [value]);

    internal static OnnxAttribute Of(string name, params long[] values) => new(name, Kind.Integers, 0, values);

    /// <summary>AttributeProto.AttributeType.</summary>
    internal enum Kind
    {
        Float = 1,
        Integer = 2,
        Integers = 7,
    }
}
