namespace ResNeXtSharp.Models;

/// <summary>The ResNeXt models of torchvision (Xie et al., "Aggregated Residual Transformations for Deep Neural Networks", arXiv:1611.05431), from scratch.</summary>
public static class ResNeXt
{
    /// <summary>50 layers, cardinality 32, 4 channels per group: 25.0 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt50_32x4d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext50_32x4d", classes, seed);

    /// <summary>101 layers, cardinality 32, 8 channels per group: 88.8 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt101_32x8d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext101_32x8d", classes, seed);

    /// <summary>101 layers, cardinality 64, 4 channels per group: 83.5 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt101_64x4d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext101_64x4d", classes, seed);
}
