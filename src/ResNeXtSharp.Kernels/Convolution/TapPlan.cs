using System.Collections.Concurrent;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Which pixels meet in a grouped convolution, in one direction, as lines: neighbouring positions of a target line meet neighbouring positions of a
/// source line, so one offset per kernel element describes them all. The positions of a line are pixels of a row (every stride-th, where the stride
/// parts them) or, on maps too narrow for that, the same pixel of all pictures. Built once per geometry and kept.
/// </summary>
internal sealed class TapPlan
{
    // Shorter rows leave the multiply-add units waiting for each other, unless three kernel rows work at once.
    private const int ShortRow = 7;
    private const int ShortSlidingRow = 4;

    private static readonly ConcurrentDictionary<(ConvGeometry Geometry, bool Backward, bool AcrossPictures), TapPlan> Plans = new();

    TapPlan(ConvGeometry g, bool backward, bool acrossPictures)
    {
        (Backward, AcrossPictures) = (backward, acrossPictures);
        (OutChannels, OutPerGroup, InPerGroup) = backward ? (g.InChannels, g.InPerGroup, g.OutPerGroup) : (g.OutChannels, g.OutPerGroup, g.InPerGroup);
        SourceChannels = backward ? g.OutChannels : g.InChannels;
        KernelSize = g.KernelHeight * g.KernelWidth;
        (int height, int width, int sourceHeight, int sourceWidth) =
            backward ? (g.Height, g.Width, g.OutHeight, g.OutWidth) : (g.OutHeight, g.OutWidth, g.Height, g.Width);
        TargetLength = height * width * OutChannels;
        SourceLength = sourceHeight * sourceWidth * SourceChannels;

        var rows = new AxisTaps(sourceHeight, height, g.KernelHeight, g.Stride, g.Padding, backward);
        var columns = new AxisTaps(sourceWidth, width, g.KernelWidth, g.Stride, g.Padding, backward);
        (Sources, Targets) = acrossPictures ? PixelLines(rows, columns) : RowLines(rows, columns);
        (SourceStep, TargetStep) = acrossPictures ? (SourceLength, TargetLength) : (columns.SourcePeriod * SourceChannels, columns.TargetPeriod * OutChannels);
        RowPitch = columns.Pitch;
        if (!acrossPictures)
            PaddedPositions = Math.Max(0, Targets.SelectMany(line => line.Taps.Select(tap => Overhang(line, tap))).DefaultIfEmpty().Max() - 1);
        Slides = !acrossPictures && IsThreeByThree(g);
        UsedTaps = [.. Targets.SelectMany(line => line.Taps).Select(tap => tap.Kernel).Distinct().Order()];
    }

    internal bool Backward { get; }

    /// <summary>Whether the positions of a line are pictures rather than pixels of a row.</summary>
    internal bool AcrossPictures { get; }

    /// <summary>Whether each source row meets three target rows with the three rows of the kernel: 3x3, stride 1, as large as its input.</summary>
    internal bool Slides { get; }

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

    /// <summary>Lines read, from the first row down.</summary>
    internal SourceLine[] Sources { get; }

    /// <summary>Lines written, from the first row down. Every pixel belongs to one.</summary>
    internal TargetLine[] Targets { get; }

    /// <summary>Floats between neighbouring positions of a source line.</summary>
    internal int SourceStep { get; }

    /// <summary>Floats between neighbouring positions of a target line.</summary>
    internal int TargetStep { get; }

    /// <summary>Positions of a source line of pixels, the zeros around it included.</summary>
    internal int RowPitch { get; }

    /// <summary>How many positions at either end of a line must go by themselves, so that the others meet padding at the ends alone.</summary>
    internal int PaddedPositions { get; }

    /// <summary>Kernel elements that reach any pixel at all: on a 1x1 map only the centre of a 3x3 kernel does.</summary>
    internal int[] UsedTaps { get; }

    internal static TapPlan Forward(in ConvGeometry geometry) => For(geometry, backward: false);

    internal static TapPlan BackwardInput(in ConvGeometry geometry) => For(geometry, backward: true);

    static TapPlan For(in ConvGeometry geometry, bool backward)
    {
        // The plan describes one picture, whatever the batch.
        var key = (geometry with { Batch = 1 }, backward, PrefersPictures(geometry, backward));
        return Plans.TryGetValue(key, out TapPlan? plan) ? plan : Plans.GetOrAdd(key, static k => new TapPlan(k.Geometry, k.Backward, k.AcrossPictures));
    }

    static bool PrefersPictures(in ConvGeometry g, bool backward)
    {
        int row = backward ? (g.Width + g.Stride - 1) / g.Stride : g.OutWidth;
        return row == 1 || (row < (IsThreeByThree(g) ? ShortSlidingRow : ShortRow) && g.Batch > row);
    }

    static bool IsThreeByThree(in ConvGeometry g) => g.KernelHeight == 3 && g.KernelWidth == 3 && g.Stride == 1 && g.Padding == 1;

    /// <summary>Positions at one end of a target line that meet padding with a tap.</summary>
    int Overhang(in TargetLine line, in Tap tap)
    {
        int shift = tap.Shift - Sources[tap.Line].Lead;
        return Math.Max(-shift, shift + line.Count - Sources[tap.Line].Count);
    }

    (SourceLine[], TargetLine[]) RowLines(AxisTaps rows, AxisTaps columns)
    {
        var sources = new List<SourceLine>();
        for (int y = 0; y < rows.Sources; y++)
        {
            for (int phase = 0; phase < columns.SourcePeriod; phase++)
                sources.Add(new SourceLine(((y * columns.Sources) + phase) * SourceChannels, columns.Lead, columns.SourceCount(phase)));
        }
        var targets = new List<TargetLine>();
        for (int y = 0; y < rows.Targets; y++)
        {
            for (int phase = 0; phase < Math.Min(columns.TargetPeriod, columns.Targets); phase++)
            {
                var taps = new List<Tap>();
                foreach ((int row, int source) in rows.Inside(y))
                {
                    foreach ((int column, int sourcePhase, int shift) in columns.Shifts(phase))
                        taps.Add(new Tap((row * columns.Kernel) + column, (source * columns.SourcePeriod) + sourcePhase, columns.Lead + shift));
                }
                targets.Add(new TargetLine(((y * columns.Targets) + phase) * OutChannels, columns.TargetCount(phase), [.. taps]));
            }
        }
        LookAhead(targets, Math.Min(columns.TargetPeriod, columns.Targets), sources);
        return ([.. sources], [.. targets]);
    }

    /// <summary>Lets one tap of a target line know each source line that is first read one row of targets later.</summary>
    static void LookAhead(List<TargetLine> targets, int period, List<SourceLine> sources)
    {
        var seen = new HashSet<int>(targets.Take(period).SelectMany(line => line.Taps).Select(tap => tap.Line));
        for (int i = 0; i + period < targets.Count; i++)
        {
            for (int t = 0; t < targets[i].Taps.Length; t++)
            {
                ref Tap tap = ref targets[i].Taps[t];
                if (targets[i + period].TryFind(tap.Kernel, out Tap next) && seen.Add(next.Line))
                    tap = tap with { Ahead = sources[next.Line].Offset - sources[tap.Line].Offset };
            }
        }
    }

    (SourceLine[], TargetLine[]) PixelLines(AxisTaps rows, AxisTaps columns)
    {
        SourceLine[] sources = [.. Enumerable.Range(0, rows.Sources * columns.Sources).Select(pixel => new SourceLine(pixel * SourceChannels, 0, 1))];
        var targets = new List<TargetLine>();
        for (int y = 0; y < rows.Targets; y++)
        {
            for (int x = 0; x < columns.Targets; x++)
            {
                var taps = new List<Tap>();
                foreach ((int row, int sourceY) in rows.Inside(y))
                {
                    foreach ((int column, int sourceX) in columns.Inside(x))
                        taps.Add(new Tap((row * columns.Kernel) + column, (sourceY * columns.Sources) + sourceX, 0));
                }
                targets.Add(new TargetLine(((y * columns.Targets) + x) * OutChannels, 1, [.. taps]));
            }
        }
        return (sources, [.. targets]);
    }
}

/// <summary>A line that is read.</summary>
/// <param name="Offset">Floats from its picture's start to its first position.</param>
/// <param name="Lead">Padding zeros in front of it.</param>
/// <param name="Count">Positions inside the picture; 1 where positions are pictures.</param>
internal readonly record struct SourceLine(int Offset, int Lead, int Count);

/// <summary>A line that is written.</summary>
/// <param name="Offset">Floats from its picture's start to its first position.</param>
/// <param name="Count">Positions; 1 where positions are pictures.</param>
/// <param name="Taps">What meets here, in the order of the kernel.</param>
internal readonly record struct TargetLine(int Offset, int Count, Tap[] Taps)
{
    /// <summary>The tap of kernel element <paramref name="element"/>, if it reaches this line.</summary>
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

/// <summary>One kernel element on one target line.</summary>
/// <param name="Kernel">Its index, row · kernelWidth + column.</param>
/// <param name="Line">The source line it reads.</param>
/// <param name="Shift">Position in that line, its leading zeros counted, that the target line's first position meets.</param>
/// <param name="Ahead">Floats from that source line to one that a later target line is the first to read, or 0.</param>
internal readonly record struct Tap(int Kernel, int Line, int Shift, int Ahead = 0);
