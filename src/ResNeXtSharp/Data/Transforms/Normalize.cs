namespace ResNeXtSharp.Data;

/// <summary>Subtracts a mean and divides by a standard deviation, channel by channel, as <c>torchvision.transforms.Normalize</c>.</summary>
public sealed class Normalize : ITransform
{
    readonly float[] _mean;
    readonly float[] _std;

    /// <summary>One mean and one standard deviation for each channel, for values in 0..1.</summary>
    /// <exception cref="ArgumentException">The lists differ in length or are empty, or a number is not finite or a deviation not positive.</exception>
    public Normalize(ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        if (mean.IsEmpty || mean.Length != std.Length)
            throw new ArgumentException($"Normalize needs one mean and one deviation for each channel, and has {mean.Length} and {std.Length}.", nameof(std));
        foreach (var value in mean)
            if (!float.IsFinite(value)) throw new ArgumentException($"A mean of {value} would leave no finite number.", nameof(mean));
        foreach (var value in std)
            if (!float.IsFinite(value) || value <= 0) throw new ArgumentException($"A standard deviation is a positive number, not {value}.", nameof(std));
        (_mean, _std) = (mean.ToArray(), std.ToArray());
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample is still bytes.</exception>
    /// <exception cref="ArgumentException">The sample has another number of channels.</exception>
    public void Apply(ImageSample sample)
    {
        var channels = _mean.Length;
        if (sample.Channels != channels)
            throw new ArgumentException($"Normalize has numbers for {channels} channels, the picture has {sample.Channels}.", nameof(sample));
        var values = sample.Values;
        for (var channel = 0; channel < channels; channel++)
        {
            var (mean, std) = (_mean[channel], _std[channel]);
            for (var i = channel; i < values.Length; i += channels) values[i] = (values[i] - mean) / std;
        }
    }
}
