namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>All pixels of a map that the same kernel taps reach: the product of a class of rows and a class of columns.</summary>
internal sealed class TapClass
{
    internal TapClass(AxisTaps rows, AxisTaps columns, int kernelWidth, int width, int channels, int sourceWidth, int sourceChannels)
    {
        var taps = new List<Tap>();
        for (int r = 0; r < rows.Kernel.Length; r++)
        {
            for (int c = 0; c < columns.Kernel.Length; c++)
                taps.Add(new Tap((rows.Kernel[r] * kernelWidth) + columns.Kernel[c], ((rows.Distance[r] * sourceWidth) + columns.Distance[c]) * sourceChannels));
        }
        Taps = [.. taps];
        Targets = [.. rows.Positions.SelectMany(y => columns.Positions.Select(x => ((y * width) + x) * channels))];
        Sources = [.. rows.Sources.SelectMany(y => columns.Sources.Select(x => ((y * sourceWidth) + x) * sourceChannels))];
    }

    /// <summary>The taps, none of which ever leaves the source.</summary>
    internal Tap[] Taps { get; }

    /// <summary>Offset of each pixel in its picture, in floats.</summary>
    internal int[] Targets { get; }

    /// <summary>Offset of each pixel's first tap in the source picture, in floats.</summary>
    internal int[] Sources { get; }

    /// <summary>Pixels of the class in one picture.</summary>
    internal int Count => Targets.Length;

    /// <summary>The tap of kernel element <paramref name="element"/>, if this class has it.</summary>
    internal bool TryFind(int element, out Tap tap)
    {
        foreach (Tap candidate in Taps)
        {
            tap = candidate;
            if (candidate.Kernel == element)
                return true;
        }
        tap = default;
        return false;
    }
}

/// <summary>One kernel element.</summary>
/// <param name="Kernel">Its index, row · kernelWidth + column.</param>
/// <param name="Offset">Floats from the first tap's source to this one's.</param>
internal readonly record struct Tap(int Kernel, int Offset);
