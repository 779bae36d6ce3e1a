namespace ResNeXtSharp.Data;

/// <summary>Two or more pictures whose pixels are the same.</summary>
/// <param name="Pictures">Where they are, in order.</param>
public sealed record DuplicateGroup(IReadOnlyList<DuplicatePicture> Pictures)
{
    /// <summary>Whether they are in different parts, such as training and test: what is measured on such a picture says nothing.</summary>
    public bool CrossesParts => Pictures.DistinctBy(picture => picture.Part).Skip(1).Any();

    /// <summary>Whether they are of different classes: at least one label is wrong.</summary>
    public bool CrossesClasses => Pictures.DistinctBy(picture => picture.Label).Skip(1).Any();
}
