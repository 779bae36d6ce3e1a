namespace ResNeXtSharp.Inference;

/// <summary>A picture that a <see cref="Classifier"/> has turned into its network's input.</summary>
public sealed class PreparedPicture
{
    internal PreparedPicture(float[] values) => Values = values;

    /// <summary>Shape [rows, columns, 3].</summary>
    internal float[] Values { get; }
}
