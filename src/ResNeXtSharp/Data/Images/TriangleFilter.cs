namespace ResNeXtSharp.Data;

/// <summary>
/// For each pixel of a scaled line, the source pixels it is made of and their weights in fixed point. The triangle is one source pixel wide to each side when
/// a line grows, and as many as fall together when it shrinks.
/// </summary>
sealed class TriangleFilter
{
    readonly (int First, int Count)[] _spans;
    readonly int[] _weights;
    readonly int _stride;

    public TriangleFilter(int sourceLength, int targetLength, int precisionBits)
    {
        var scale = (double)sourceLength / targetLength;
        var support = Math.Max(scale, 1);
        _stride = 2 * (int)Math.Ceiling(support) + 1;
        _spans = new (int, int)[targetLength];
        _weights = new int[checked(targetLength * _stride)];
        var exact = new double[_stride];
        for (var target = 0; target < targetLength; target++)
        {
            var center = (target + 0.5) * scale;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var count = Math.Min((int)(center + support + 0.5), sourceLength) - first;
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                exact[i] = Math.Max(1 - Math.Abs((first + i - center + 0.5) * (1 / support)), 0);
                sum += exact[i];
            }
            for (var i = 0; i < count; i++) _weights[target * _stride + i] = (int)(0.5 + exact[i] / sum * (1 << precisionBits));
            _spans[target] = (first, count);
        }
    }

    /// <summary>The first source pixel of a target pixel.</summary>
    public int First(int target) => _spans[target].First;

    /// <summary>The weights of that source pixel and those after it.</summary>
    public ReadOnlySpan<int> Weights(int target) => _weights.AsSpan(target * _stride, _spans[target].Count);
}
