namespace ResNeXtSharp.Models;

/// <summary>A model that has a name of its own.</summary>
/// <param name="Name">The name, such as <c>resnext50_32x4d</c>.</param>
/// <param name="Geometry">The network's shape.</param>
/// <param name="Classes">Classes of the data set it was designed for.</param>
/// <param name="ImageSize">Rows and columns of that data set's pictures.</param>
/// <param name="Accuracy">The best that was published with this data set alone where known, else with more data, or null.</param>
public sealed record ModelEntry(string Name, ResNetGeometry Geometry, int Classes, int ImageSize, PublishedAccuracy? Accuracy)
{
    /// <summary>What the model costs with <see cref="Classes"/> on pictures of <see cref="ImageSize"/>.</summary>
    public ModelSize Size => ModelSize.Of(Geometry, Classes, ImageSize, ImageSize);
}
