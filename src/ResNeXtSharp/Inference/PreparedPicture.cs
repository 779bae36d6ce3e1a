using ResNeXtSharp.Data;

namespace ResNeXtSharp.Inference;

/// <summary>A picture that a <see cref="Classifier"/> has scaled and cut for its network.</summary>
public sealed class PreparedPicture
{
    internal PreparedPicture(Image picture) => Picture = picture;

    /// <summary>Still bytes: a quarter of the memory of floats while it waits for its batch.</summary>
    internal Image Picture { get; }
}
