using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Onnx;

/// <summary>What must hold for a graph before it runs: every value is made once, and before it is read.</summary>
internal static class OnnxCheck
{
    /// <exception cref="WeightFormatException">It does not hold.</exception>
    internal static void Require(string file, OnnxGraph graph)
    {
        var known = new HashSet<string> { graph.Input };
        foreach (OnnxTensor initializer in graph.Initializers)
        {
            if (!known.Add(initializer.Name))
                throw Bad(file, $"the value {PrintableText.Quote(initializer.Name)} is made twice");
        }
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string input in node.Inputs.Where(input => !known.Contains(input)))
                throw Bad(file, $"{PrintableText.Quote(node.Name)} reads {PrintableText.Quote(input)} before it is made");
            if (!known.Add(node.Output))
                throw Bad(file, $"the value {PrintableText.Quote(node.Output)} is made twice");
        }
        if (!known.Contains(graph.Output) || graph.Output == graph.Input)
            throw Bad(file, $"nothing makes its output {PrintableText.Quote(graph.Output)}");
    }

    static WeightFormatException Bad(string file, string problem) => new(file, $"{problem}: export the model again");
}
