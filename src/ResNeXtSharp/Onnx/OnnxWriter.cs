using System.Runtime.InteropServices;
using ResNeXtSharp.Protobuf;
using ResNeXtSharp.Weights;
using Fields = ResNeXtSharp.Onnx.OnnxFields;

namespace ResNeXtSharp.Onnx;

/// <summary>Writes a graph as an ONNX file: one file with all weights inside, the same bytes for the same model.</summary>
internal static class OnnxWriter
{
    /// <summary>Read by every runtime since 2022.</summary>
    internal const int IrVersion = 8;

    /// <summary>The version of ONNX's operators.</summary>
    internal const int OpsetVersion = 17;

    internal const string Producer = "ResNeXtSharp";

    /// <param name="path">The file to create or replace.</param>
    /// <param name="graph">The network.</param>
    /// <param name="classes">Columns of its output.</param>
    /// <param name="metadata">Pairs of text about the model.</param>
    /// <exception cref="NotSupportedException">The model is beyond the 2 GB that the format allows.</exception>
    internal static void Write(string path, OnnxGraph graph, int classes, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ProtobufWriter head = Graph(graph, classes);
        ProtobufWriter[] initializers = [.. graph.Initializers.Select(TensorHead)];
        long weights = graph.Initializers.Zip(initializers, (tensor, header) => (long)header.Length + Bytes(tensor)).Sum();
        long framing = initializers.Zip(graph.Initializers, (header, tensor) => Header(header, tensor).Length).Sum(length => (long)length);
        long graphLength = head.Length + framing + weights;
        ProtobufWriter model = Model(metadata).BlockHeader(Fields.Model.Graph, graphLength);
        if (model.Length + graphLength > int.MaxValue)
            throw new NotSupportedException($"A model of {graphLength:N0} bytes is beyond the {int.MaxValue:N0} that an ONNX file can hold.");
        AtomicFile.Write(path, stream =>
        {
            stream.Write(model.Bytes);
            stream.Write(head.Bytes);
            for (int i = 0; i < initializers.Length; i++)
            {
                stream.Write(Header(initializers[i], graph.Initializers[i]).Bytes);
                stream.Write(initializers[i].Bytes);
                WriteFloats(stream, graph.Initializers[i].Values());
            }
        });
    }

    static ProtobufWriter Model(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ProtobufWriter model = new ProtobufWriter()
            .Integer(Fields.Model.IrVersion, IrVersion)
            .Text(Fields.Model.ProducerName, Producer)
            .Text(Fields.Model.ProducerVersion, typeof(OnnxWriter).Assembly.GetName().Version!.ToString(3))
            .Message(Fields.Model.OpsetImport, new ProtobufWriter().Text(Fields.Opset.Domain, "").Integer(Fields.Opset.Version, OpsetVersion));
        foreach ((string key, string value) in metadata)
            model.Message(Fields.Model.MetadataProps, new ProtobufWriter().Text(Fields.Entry.Key, key).Text(Fields.Entry.Value, value));
        return model;
    }

    /// <summary>All of the graph but its weights.</summary>
    static ProtobufWriter Graph(OnnxGraph graph, int classes)
    {
        ProtobufWriter writer = new ProtobufWriter().Text(Fields.Graph.Name, Producer);
        foreach (OnnxNode node in graph.Nodes)
            writer.Message(Fields.Graph.Node, Node(node));
        return writer
            .Message(Fields.Graph.Input, ValueInfo(graph.Input, Symbol("batch"), Size(3), Symbol("height"), Symbol("width")))
            .Message(Fields.Graph.Output, ValueInfo(graph.Output, Symbol("batch"), Size(classes)));
    }

    static ProtobufWriter Node(OnnxNode node)
    {
        var writer = new ProtobufWriter();
        foreach (string input in node.Inputs)
            writer.Text(Fields.Node.Input, input);
        writer.Text(Fields.Node.Output, node.Output).Text(Fields.Node.Name, node.Name).Text(Fields.Node.OpType, node.Operator);
        foreach (OnnxAttribute attribute in node.Attributes)
            writer.Message(Fields.Node.Attribute, Attribute(attribute));
        return writer;
    }

    static ProtobufWriter Attribute(OnnxAttribute attribute)
    {
        ProtobufWriter writer = new ProtobufWriter().Text(Fields.Attribute.Name, attribute.Name);
        if (attribute.Type == OnnxAttribute.Kind.Float)
            writer.Float(Fields.Attribute.Float, attribute.Float);
        foreach (long value in attribute.Integers)
            writer.Integer(attribute.Type == OnnxAttribute.Kind.Integer ? Fields.Attribute.Integer : Fields.Attribute.Integers, value);
        return writer.Integer(Fields.Attribute.Type, (int)attribute.Type);
    }

    static ProtobufWriter ValueInfo(string name, params ProtobufWriter[] dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (ProtobufWriter dimension in dimensions)
            shape.Message(Fields.Dimension.Dim, dimension);
        ProtobufWriter tensor = new ProtobufWriter().Integer(Fields.Type.ElementType, Fields.Float32).Message(Fields.Type.Shape, shape);
        return new ProtobufWriter().Text(Fields.ValueInfo.Name, name).Message(Fields.ValueInfo.Type, new ProtobufWriter().Message(Fields.Type.TensorType, tensor));
    }

    static ProtobufWriter Symbol(string name) => new ProtobufWriter().Text(Fields.Dimension.Parameter, name);

    static ProtobufWriter Size(int size) => new ProtobufWriter().Integer(Fields.Dimension.Value, size);

    /// <summary>A tensor up to where its elements begin.</summary>
    static ProtobufWriter TensorHead(OnnxTensor tensor)
    {
        var writer = new ProtobufWriter();
        foreach (int size in tensor.Shape)
            writer.Integer(Fields.Tensor.Dims, size);
        return writer.Integer(Fields.Tensor.DataType, Fields.Float32).Text(Fields.Tensor.Name, tensor.Name).BlockHeader(Fields.Tensor.RawData, Bytes(tensor));
    }

    static ProtobufWriter Header(ProtobufWriter head, OnnxTensor tensor) => new ProtobufWriter().BlockHeader(Fields.Graph.Initializer, head.Length + Bytes(tensor));

    static long Bytes(OnnxTensor tensor) => (long)tensor.Shape.Count * sizeof(float);

    static void WriteFloats(Stream stream, float[] values)
    {
        if (!BitConverter.IsLittleEndian)
            throw new NotSupportedException("ONNX files are little-endian, and this machine is not.");
        stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
