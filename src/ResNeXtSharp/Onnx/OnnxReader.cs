using System.Runtime.InteropServices;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;
using Fields = ResNeXtSharp.Onnx.OnnxFields;

namespace ResNeXtSharp.Onnx;

/// <summary>Reads an ONNX file of one graph over float32 with its weights inside: what <see cref="OnnxWriter"/> writes.</summary>
internal static class OnnxReader
{
    /// <exception cref="WeightFormatException">The file is missing, damaged, or holds what is not read here.</exception>
    internal static (OnnxGraph Graph, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        byte[] bytes = ReadFile(path);
        var reader = new ProtobufReader(path, bytes, 0, bytes.Length);
        var metadata = new Dictionary<string, string>();
        OnnxGraph? graph = null;
        long opset = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Model.Graph when graph is not null: throw reader.Bad("it holds two graphs");
                case Fields.Model.Graph: graph = Graph(reader.Message()); break;
                case Fields.Model.OpsetImport: opset = Math.Max(opset, Opset(reader.Message())); break;
                case Fields.Model.MetadataProps: Entry(reader.Message(), metadata); break;
                default: reader.Skip(); break;
            }
        }
        if (graph is null)
            throw reader.Bad("it holds no graph");
        if (opset != OnnxWriter.OpsetVersion)
            throw new WeightFormatException(path, $"its operators are of version {opset}, and {OnnxWriter.OpsetVersion} is read here: export the model again");
        OnnxCheck.Require(path, graph);
        return (graph, metadata);
    }

    static byte[] ReadFile(string path)
    {
        using WeightFile file = WeightFile.Open(path);
        if (file.Length > Array.MaxLength)
            throw new WeightFormatException(path, $"{file.Length:N0} bytes are more than an ONNX file can hold");
        var bytes = new byte[file.Length];
        file.ReadExactly(0, bytes);
        return bytes;
    }

    static long Opset(ProtobufReader reader)
    {
        (string domain, long version) = ("", 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Opset.Domain: domain = reader.Text(); break;
                case Fields.Opset.Version: version = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }
        return domain.Length == 0 ? version : throw reader.Bad("it uses operators that are not ONNX's own");
    }

    static void Entry(ProtobufReader reader, Dictionary<string, string> metadata)
    {
        (string key, string value) = ("", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Entry.Key: key = reader.Text(); break;
                case Fields.Entry.Value: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        if (!metadata.TryAdd(key, value))
            throw reader.Bad("a key of the metadata occurs twice");
    }

    static OnnxGraph Graph(ProtobufReader reader)
    {
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxTensor>();
        var inputs = new List<string>();
        var outputs = new List<string>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Graph.Node: nodes.Add(Node(reader.Message())); break;
                case Fields.Graph.Initializer: initializers.Add(Tensor(reader.Message())); break;
                case Fields.Graph.Input: inputs.Add(ValueName(reader.Message())); break;
                case Fields.Graph.Output: outputs.Add(ValueName(reader.Message())); break;
                default: reader.Skip(); break;
            }
        }
        if (inputs.Count != 1 || outputs.Count != 1)
            throw reader.Bad($"it has {inputs.Count} inputs and {outputs.Count} outputs, not one of each");
        return new OnnxGraph(inputs[0], outputs[0], nodes, initializers);
    }

    static OnnxNode Node(ProtobufReader reader)
    {
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        (string name, string operation) = ("", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Node.Input: inputs.Add(reader.Text()); break;
                case Fields.Node.Output: outputs.Add(reader.Text()); break;
                case Fields.Node.Name: name = reader.Text(); break;
                case Fields.Node.OpType: operation = reader.Text(); break;
                case Fields.Node.Attribute: attributes.Add(Attribute(reader.Message())); break;
                case Fields.Node.Domain when reader.Text().Length > 0: throw reader.Bad("it uses operators that are not ONNX's own");
                case Fields.Node.Domain: break;
                default: reader.Skip(); break;
            }
        }
        return outputs.Count == 1 ? new OnnxNode(operation, name, inputs, outputs[0], attributes) : throw reader.Bad($"a node has {outputs.Count} outputs, not one");
    }

    static OnnxAttribute Attribute(ProtobufReader reader)
    {
        (string name, float number, long type) = ("", 0f, 0);
        var integers = new List<long>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Attribute.Name: name = reader.Text(); break;
                case Fields.Attribute.Float: number = reader.Float(); break;
                case Fields.Attribute.Integer: integers.Add(reader.Integer()); break;
                case Fields.Attribute.Integers: reader.Integers(integers); break;
                case Fields.Attribute.Type: type = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }
        bool isKnown = type is (int)OnnxAttribute.Kind.Float or (int)OnnxAttribute.Kind.Integers || (type == (int)OnnxAttribute.Kind.Integer && integers.Count == 1);
        return isKnown ? new OnnxAttribute(name, (OnnxAttribute.Kind)type, number, integers) : throw reader.Bad("an attribute is of a kind that is not read here");
    }

    static OnnxTensor Tensor(ProtobufReader reader)
    {
        var sizes = new List<long>();
        (string name, long type) = ("", 0);
        ReadOnlySpan<byte> raw = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Fields.Tensor.Dims: reader.Integers(sizes); break;
                case Fields.Tensor.DataType: type = reader.Integer(); break;
                case Fields.Tensor.Name: name = reader.Text(); break;
                case Fields.Tensor.RawData: raw = reader.Block(); break;
                case Fields.Tensor.ExternalData or Fields.Tensor.DataLocation: throw reader.Bad("a weight lies in another file, which is never opened");
                default: reader.Skip(); break;
            }
        }
        if (type != Fields.Float32)
            throw reader.Bad("a weight is not float32");
        if (sizes.Count > Shape.MaxRank || sizes.Any(size => size is < 1 or > int.MaxValue) || Product(sizes) * sizeof(float) != raw.Length)
            throw reader.Bad($"a weight of shape [{string.Join(", ", sizes.Take(Shape.MaxRank + 1))}] has {raw.Length:N0} bytes");
        float[] values = MemoryMarshal.Cast<byte, float>(raw).ToArray();
        return new OnnxTensor(name, new Shape([.. sizes.Select(size => (int)size)]), () => values);
    }

    static string ValueName(ProtobufReader reader)
    {
        string name = "";
        while (reader.Next())
        {
            if (reader.Field == Fields.ValueInfo.Name)
                name = reader.Text();
            else
                reader.Skip();
        }
        return name;
    }

    // Four sizes below 2^31 may exceed 64 bits, and a file is far smaller.
    static long Product(List<long> sizes)
    {
        long product = 1;
        foreach (long size in sizes)
            product = product > int.MaxValue / size ? int.MaxValue : product * size;
        return product;
    }
}
