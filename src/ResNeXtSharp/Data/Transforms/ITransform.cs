namespace ResNeXtSharp.Data;

/// <summary>
/// One step from a data set's bytes to a network's input. It changes the sample in place, so that preparing a picture allocates nothing, and keeps no
/// state of its own, so that several threads may share it.
/// </summary>
public interface ITransform
{
    /// <summary>Changes a sample.</summary>
    void Apply(ImageSample sample);
}
