namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// The taps of one axis: which kernel elements reach a position, and from which source index. Positions that see the same kernel elements at the same
/// distances form a class, so that a tile of one class never tests a border and never multiplies a padding zero.
/// </summary>
internal sealed class AxisTaps
{
    AxisTaps(int[] kernel, int[] distance) => (Kernel, Distance) = (kernel, distance);

    /// <summary>Kernel indices that fall inside the source, in order.</summary>
    internal int[] Kernel { get; }

    /// <summary>Source index of each tap minus that of the first.</summary>
    internal int[] Distance { get; }

    /// <summary>The positions of this class.</summary>
    internal List<int> Positions { get; } = [];

    /// <summary>For each position the source index of its first tap.</summary>
    internal List<int> Sources { get; } = [];

    /// <summary>Classes of output positions: position o sees input o·stride - padding + k.</summary>
    internal static List<AxisTaps> Forward(int inputs, int outputs, int kernel, int stride, int padding) =>
        Classify(outputs, kernel, (position, k) => Inside((position * stride) - padding + k, inputs));

    /// <summary>Classes of input positions: position i gets gradient from output (i + padding - k) / stride where that is whole.</summary>
    internal static List<AxisTaps> BackwardInput(int inputs, int outputs, int kernel, int stride, int padding) =>
        Classify(inputs, kernel, (position, k) => (position + padding - k) % stride == 0 ? Inside((position + padding - k) / stride, outputs) : -1);

    static int Inside(int index, int count) => index >= 0 && index < count ? index : -1;

    static List<AxisTaps> Classify(int positions, int kernel, Func<int, int, int> source)
    {
        var classes = new List<AxisTaps>();
        for (int position = 0; position < positions; position++)
        {
            int[] taps = [.. Enumerable.Range(0, kernel).Where(k => source(position, k) >= 0)];
            int first = taps.Length > 0 ? source(position, taps[0]) : 0;
            int[] distance = [.. taps.Select(k => source(position, k) - first)];
            AxisTaps? found = classes.Find(c => c.Kernel.AsSpan().SequenceEqual(taps) && c.Distance.AsSpan().SequenceEqual(distance));
            if (found is null)
                classes.Add(found = new AxisTaps(taps, distance));
            found.Positions.Add(position);
            found.Sources.Add(first);
        }
        return classes;
    }
}
