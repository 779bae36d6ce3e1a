namespace ResNeXtSharp.Data;

/// <summary>Several transforms one after another, as <c>torchvision.transforms.Compose</c>.</summary>
public sealed class Compose : ITransform
{
    readonly ITransform[] _transforms;

    /// <summary>Applies the transforms in the order given.</summary>
    /// <exception cref="ArgumentException">A transform is null.</exception>
    public Compose(params ITransform[] transforms)
    {
        ArgumentNullException.ThrowIfNull(transforms);
        if (Array.IndexOf(transforms, null) is var missing and >= 0) throw new ArgumentException($"Transform {missing} is null.", nameof(transforms));
        _transforms = [.. transforms];
    }

    /// <inheritdoc/>
    public void Apply(ImageSample sample)
    {
        foreach (var transform in _transforms) transform.Apply(sample);
    }
}
