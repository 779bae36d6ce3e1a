namespace ResNeXtSharp.Weights;

/// <summary>What a weight file says about its model, so that the file is all it takes to use it.</summary>
/// <param name="Model">The model's name in <see cref="Models.ModelCatalog"/>, such as <c>resnext50_32x4d</c>.</param>
/// <param name="ClassNames">The name of each class, in the order of the logits.</param>
/// <param name="Mean">What <see cref="Data.Normalize"/> subtracted from each colour in training.</param>
/// <param name="Std">What <see cref="Data.Normalize"/> divided each colour by in training.</param>
/// <param name="ImageSize">Rows and columns of the training pictures.</param>
/// <param name="DataSet">The data set's name, such as <c>CIFAR-10</c>.</param>
/// <param name="ResizeSize">The shorter side of a picture before its middle of <paramref name="ImageSize"/> is cut out; null is <paramref name="ImageSize"/>.</param>
public sealed record ModelDescription(
    string Model,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Std,
    int ImageSize,
    string DataSet,
    int? ResizeSize = null);
