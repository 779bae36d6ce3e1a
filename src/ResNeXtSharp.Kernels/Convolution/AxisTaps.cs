namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Which source positions an axis's kernel elements bring to which targets. Forward, output o sees input o·stride - padding + k; backward, input i gets
/// gradient from output (i + padding - k) / stride where that is whole. Every <see cref="TargetPeriod"/>-th target sees the same kernel elements, in
/// every <see cref="SourcePeriod"/>-th source.
/// </summary>
internal sealed class AxisTaps
{
    private readonly int _stride;
    private readonly int _padding;
    private readonly bool _backward;

    internal AxisTaps(int sources, int targets, int kernel, int stride, int padding, bool backward)
    {
        (Sources, Targets, Kernel, _stride, _padding, _backward) = (sources, targets, kernel, stride, padding, backward);
        int[] shifts = [.. Enumerable.Range(0, TargetPeriod).SelectMany(Shifts).Select(tap => tap.Shift)];
        Lead = Math.Max(0, -shifts.Min());
        Pitch = Lead + TargetCount(0) + Math.Max(0, shifts.Max());
    }

    internal int Sources { get; }

    internal int Targets { get; }

    internal int Kernel { get; }

    internal int SourcePeriod => _backward ? 1 : _stride;

    internal int TargetPeriod => _backward ? _stride : 1;

    /// <summary>Padding zeros that a line of sources needs in front.</summary>
    internal int Lead { get; }

    /// <summary>Positions that a line of sources needs, zeros included.</summary>
    internal int Pitch { get; }

    /// <summary>Targets of a phase.</summary>
    internal int TargetCount(int phase) => (Targets - phase + TargetPeriod - 1) / TargetPeriod;

    /// <summary>Sources of a phase, those left out that nothing reads.</summary>
    internal int SourceCount(int phase) => Math.Clamp((Sources - phase + SourcePeriod - 1) / SourcePeriod, 0, Pitch - Lead);

    /// <summary>The kernel elements that reach <paramref name="target"/> and their sources, which lie inside the axis.</summary>
    internal IEnumerable<(int Kernel, int Source)> Inside(int target)
    {
        for (int k = 0; k < Kernel; k++)
        {
            if (TryFind(target, k, out int source) && source >= 0 && source < Sources)
                yield return (k, source);
        }
    }

    /// <summary>For targets of a phase: the kernel elements, the phase of their sources, and which of these (from -padding on) the first target meets.</summary>
    internal IEnumerable<(int Kernel, int Phase, int Shift)> Shifts(int phase)
    {
        for (int k = 0; k < Kernel; k++)
        {
            if (TryFind(phase, k, out int source))
            {
                int shift = (int)Math.Floor((double)source / SourcePeriod);
                yield return (k, source - (shift * SourcePeriod), shift);
            }
        }
    }

    bool TryFind(int target, int k, out int source)
    {
        int distance = target + _padding - k;
        source = _backward ? distance / _stride : (target * _stride) - _padding + k;
        return !_backward || distance % _stride == 0;
    }
}
