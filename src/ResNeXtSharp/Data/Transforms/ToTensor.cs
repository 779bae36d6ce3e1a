namespace ResNeXtSharp.Data;

/// <summary>Turns bytes 0..255 into floats 0..1, as <c>torchvision.transforms.ToTensor</c>.</summary>
public sealed class ToTensor : ITransform
{
    // A table of the 256 quotients: the same floats as a division, sooner.
    static readonly float[] Quotients = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample has become floats already.</exception>
    public void Apply(ImageSample sample)
    {
        var pixels = sample.BecomeTensor();
        var values = sample.Values;
        for (var i = 0; i < pixels.Length; i++) values[i] = Quotients[pixels[i]];
    }
}
