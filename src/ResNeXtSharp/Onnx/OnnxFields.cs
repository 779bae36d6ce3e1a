namespace ResNeXtSharp.Onnx;

/// <summary>The numbers of the fields that are used here, from onnx.proto.</summary>
internal static class OnnxFields
{
    internal static class Model
    {
        internal const int IrVersion = 1, ProducerName = 2, ProducerVersion = 3, Graph = 7, OpsetImport = 8, MetadataProps = 14;
    }

    internal static class Opset
    {
        internal const int Domain = 1, Version = 2;
    }

    internal static class Entry
    {
        internal const int Key = 1, Value = 2;
    }

    internal static class Graph
    {
        internal const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12;
    }

    internal static class Node
    {
        internal const int Input = 1, Output = 2, Name = 3, OpType = 4, Attribute = 5, Domain = 7;
    }

    internal static class Attribute
    {
        internal const int Name = 1, Float = 2, Integer = 3, Integers = 8, Type = 20;
    }

    internal static class Tensor
    {
        internal const int Dims = 1, DataType = 2, Name = 8, RawData = 9, ExternalData = 13, DataLocation = 14;
    }

    internal static class ValueInfo
    {
        internal const int Name = 1, Type = 2;
    }

    internal static class Type
    {
        internal const int TensorType = 1, ElementType = 1, Shape = 2;
    }

    internal static class Dimension
    {
        internal const int Dim = 1, Value = 1, Parameter = 2;
    }

    /// <summary>TensorProto.DataType.FLOAT</summary>
    internal const int Float32 = 1;
}
