using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// How the work on a <see cref="TapPlan"/> is cut: into slices of channels, units of pictures that share their lines, and bands of target lines whose packed
/// source stays in a near cache.
/// </summary>
internal readonly unsafe struct GroupedLayout<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int ChannelsTogether = 128;

    private readonly TapPlan _plan;
    private readonly int _batch;

    /// <param name="plan">The lines.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="bandPositions">Source positions of a band, roughly.</param>
    /// <param name="pictures">Pictures of a unit, where lines go across pictures.</param>
    internal GroupedLayout(TapPlan plan, int batch, int bandPositions, int pictures)
    {
        (_plan, _batch) = (plan, batch);
        Slices = plan.OutChannels / SliceOutputs;
        PicturesOfUnit = plan.AcrossPictures ? Math.Min(pictures, batch) : 1;
        long positions = (long)plan.Sources.Length * Pitch(PicturesOfUnit);
        int bands = (int)Math.Min(plan.Targets.Length, (positions + bandPositions - 1) / bandPositions);
        LinesPerBand = (plan.Targets.Length + bands - 1) / bands;
        int lines = 1;
        for (int band = 0; band < Bands; band++)
        {
            (int first, int last) = SourcesOf(band);
            lines = Math.Max(lines, last - first);
        }
        ScratchLength = checked(lines * Pitch(PicturesOfUnit) * PackedChannels);
    }

    /// <summary>Slices of the output channels.</summary>
    internal int Slices { get; }

    /// <summary>How many of some slices to pack together: those of 128 channels, half a kilobyte of each pixel, if their planes follow each other.</summary>
    internal int Together(int slices) => SliceInputs % LinePacking<TSimd, TVector>.Lanes == 0 ? Math.Clamp(ChannelsTogether / SliceInputs, 1, slices) : 1;

    internal int SliceOutputs => GroupLanes.SliceOutputs(TSimd.Width, _plan.OutPerGroup);

    internal int SliceInputs => GroupLanes.SliceInputs(TSimd.Width, _plan.OutPerGroup, _plan.InPerGroup);

    /// <summary>Floats of one packed position in all planes of a slice.</summary>
    internal int PackedChannels => (SliceInputs + LinePacking<TSimd, TVector>.Lanes - 1) / LinePacking<TSimd, TVector>.Lanes * LinePacking<TSimd, TVector>.Lanes;

    /// <summary>Pictures of every unit but the last, which may have fewer.</summary>
    internal int PicturesOfUnit { get; }

    internal int Units => (_batch + PicturesOfUnit - 1) / PicturesOfUnit;

    internal int LinesPerBand { get; }

    internal int Bands => (_plan.Targets.Length + LinesPerBand - 1) / LinesPerBand;

    /// <summary>Positions of a packed source line of <paramref name="pictures"/> pictures.</summary>
    internal int Pitch(int pictures) => _plan.AcrossPictures ? pictures : _plan.RowPitch;

    /// <summary>Floats that the packed source of any band takes, for one slice.</summary>
    internal int ScratchLength { get; }

    /// <summary>The target lines of a band, the last one excluded.</summary>
    internal (int First, int Last) TargetsOf(int band) => (band * LinesPerBand, Math.Min((band + 1) * LinesPerBand, _plan.Targets.Length));

    /// <summary>The source lines that a band reads, the last one excluded.</summary>
    internal (int First, int Last) SourcesOf(int band)
    {
        if (Bands == 1)
            return (0, _plan.Sources.Length);
        (int firstTarget, int lastTarget) = TargetsOf(band);
        int first = int.MaxValue, last = 0;
        for (int line = firstTarget; line < lastTarget; line++)
        {
            foreach (Tap tap in _plan.Targets[line].Taps)
                (first, last) = (Math.Min(first, tap.Line), Math.Max(last, tap.Line + 1));
        }
        return (Math.Min(first, last), last);
    }

    /// <summary>Packs source lines first to last of some slices, plane by plane. The zeros around the lines must be there.</summary>
    /// <param name="source">The unit's first picture, at the first slice's first input channel.</param>
    /// <param name="slices">Slices.</param>
    /// <param name="pictures">Pictures of the unit.</param>
    /// <param name="first">The first line.</param>
    /// <param name="last">The line after the last.</param>
    /// <param name="packed">Planes of last - first lines.</param>
    internal void Pack(float* source, int slices, int pictures, int first, int last, float* packed)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes;
        nint pitch = Pitch(pictures) * lanes, plane = (last - first) * pitch;
        for (int i = first; i < last; i++, packed += pitch)
        {
            ref readonly SourceLine line = ref _plan.Sources[i];
            int count = _plan.AcrossPictures ? pictures : line.Count;
            LinePacking<TSimd, TVector>.Pack(source + line.Offset, _plan.SourceStep, slices * SliceInputs, count, packed + (line.Lead * lanes), plane);
        }
    }

    /// <summary>Writes the zeros around the packed lines of some slices.</summary>
    internal void ClearBorders(int slices, int first, int last, float* packed)
    {
        if (_plan.AcrossPictures)
            return;
        int lanes = LinePacking<TSimd, TVector>.Lanes, pitch = _plan.RowPitch;
        nint plane = (nint)(last - first) * pitch * lanes;
        for (int i = first; i < last; i++, packed += pitch * lanes)
            LinePacking<TSimd, TVector>.ClearBorders(packed, _plan.Sources[i].Lead, _plan.Sources[i].Count, pitch, slices * PackedChannels / lanes, plane);
    }
}
