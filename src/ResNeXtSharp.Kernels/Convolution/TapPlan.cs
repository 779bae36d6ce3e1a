using System.Collections.Concurrent;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>The tap classes of a grouped convolution in one direction. Built once per geometry and kept.</summary>
internal sealed class TapPlan
{
    private static readonly ConcurrentDictionary<(ConvGeometry Geometry, bool Backward), TapPlan> Plans = new();

    TapPlan(ConvGeometry g, bool backward)
    {
        Backward = backward;
        (OutChannels, OutPerGroup, InPerGroup) = backward ? (g.InChannels, g.InPerGroup, g.OutPerGroup) : (g.OutChannels, g.OutPerGroup, g.InPerGroup);
        int width = backward ? g.Width : g.OutWidth;
        int sourceWidth = backward ? g.OutWidth : g.Width;
        SourceChannels = backward ? g.OutChannels : g.InChannels;
        TargetLength = (backward ? g.Height * g.Width : g.OutHeight * g.OutWidth) * OutChannels;
        SourceLength = (backward ? g.OutHeight * g.OutWidth : g.Height * g.Width) * SourceChannels;
        KernelSize = g.KernelHeight * g.KernelWidth;
        var rows = backward
            ? AxisTaps.BackwardInput(g.Height, g.OutHeight, g.KernelHeight, g.Stride, g.Padding)
            : AxisTaps.Forward(g.Height, g.OutHeight, g.KernelHeight, g.Stride, g.Padding);
        var columns = backward
            ? AxisTaps.BackwardInput(g.Width, g.OutWidth, g.KernelWidth, g.Stride, g.Padding)
            : AxisTaps.Forward(g.Width, g.OutWidth, g.KernelWidth, g.Stride, g.Padding);
        Classes = [.. rows.SelectMany(r => columns.Select(c => new TapClass(r, c, g.KernelWidth, width, OutChannels, sourceWidth, SourceChannels)))];
        UsedTaps = [.. Classes.SelectMany(c => c.Taps).Select(t => t.Kernel).Distinct().Order()];
    }

    internal bool Backward { get; }

    /// <summary>Channels written.</summary>
    internal int OutChannels { get; }

    /// <summary>Channels written per group.</summary>
    internal int OutPerGroup { get; }

    /// <summary>Channels read per group.</summary>
    internal int InPerGroup { get; }

    /// <summary>Channels read.</summary>
    internal int SourceChannels { get; }

    /// <summary>Floats of one written picture.</summary>
    internal int TargetLength { get; }

    /// <summary>Floats of one read picture.</summary>
    internal int SourceLength { get; }

    /// <summary>Kernel elements.</summary>
    internal int KernelSize { get; }

    internal TapClass[] Classes { get; }

    /// <summary>Kernel elements that reach any pixel at all: on a 1x1 map only the centre of a 3x3 kernel does.</summary>
    internal int[] UsedTaps { get; }

    internal static TapPlan Forward(in ConvGeometry geometry) => For(geometry, backward: false);

    internal static TapPlan BackwardInput(in ConvGeometry geometry) => For(geometry, backward: true);

    static TapPlan For(in ConvGeometry geometry, bool backward)
    {
        // The plan describes one picture, whatever the batch.
        var key = (geometry with { Batch = 1 }, backward);
        return Plans.TryGetValue(key, out TapPlan? plan) ? plan : Plans.GetOrAdd(key, static k => new TapPlan(k.Geometry, k.Backward));
    }
}
