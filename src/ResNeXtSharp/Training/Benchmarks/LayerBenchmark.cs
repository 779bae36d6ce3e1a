using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>
/// Measures the kernels of every convolution and linear layer of a model. Each runs alone and again and again, so it finds in the caches what fits there.
/// </summary>
public static class LayerBenchmark
{
    private const int Rounds = 5;

    /// <summary>One result for each geometry, in the order of the forward pass.</summary>
    /// <param name="model">The model; it stays as it was.</param>
    /// <param name="input">Shape of the batch, [n, c, h, w].</param>
    /// <param name="round">The least time of a round; as with the ceiling, the quickest of five counts.</param>
    /// <param name="cancellation">Ends the measurement between two layers.</param>
    /// <exception cref="ArgumentException">The model does not take such a batch.</exception>
    public static IReadOnlyList<LayerSpeed> Measure(Module model, Shape input, TimeSpan round, CancellationToken cancellation = default)
    {
        var layers = new Layers(model);
        layers.Watch(model, Tensor.Zeros(input));
        var results = new List<LayerSpeed>();
        foreach (Layer layer in layers.Found)
        {
            cancellation.ThrowIfCancellationRequested();
            using var kernels = new LayerKernels(layer.Geometry);
            bool isFirst = results.Count == 0;
            results.Add(new LayerSpeed(
                layer.Name,
                layer.Count,
                layer.Geometry,
                layer.Operations,
                kernels.Bytes,
                Seconds(kernels.Forward, round),
                isFirst ? null : Seconds(kernels.BackwardInput, round),
                Seconds(kernels.BackwardWeight, round)));
        }
        return results;
    }

    static double Seconds(Action kernel, TimeSpan round)
    {
        kernel();
        return Enumerable.Range(0, Rounds).Min(_ => Repetition.Measure(kernel, 1, round, CancellationToken.None).Seconds);
    }

    private sealed record Layer(string Name, ConvGeometry Geometry, long Operations)
    {
        internal int Count { get; set; } = 1;
    }

    /// <summary>Collects the layers of a forward pass, those of one geometry together.</summary>
    private sealed class Layers(Module model) : ForwardObserver
    {
        private readonly Dictionary<Module, string> _names = model.NamedModules().DistinctBy(named => named.Module).ToDictionary(named => named.Module, named => named.Name);
        private Shape _input;

        internal List<Layer> Found { get; } = [];

        internal override void Enter(Module module, Shape input) => _input = input;

        internal override void Leave(Module module, Shape output)
        {
            ConvGeometry? geometry = module switch
            {
                Conv2d c => new ConvGeometry(_input[0], c.InChannels, _input[2], _input[3], c.OutChannels, c.KernelSize, c.KernelSize, c.Stride, c.Padding, c.Groups),
                Linear l => new ConvGeometry(_input[0], l.InFeatures, 1, 1, l.OutFeatures, 1, 1),
                _ => null,
            };
            if (geometry is not { } found)
                return;
            if (Found.Find(layer => layer.Geometry == found) is { } known)
                known.Count++;
            else
                Found.Add(new Layer(_names[module], found, FlopCount.OfLayer(module, _input, output)));
        }
    }
}
