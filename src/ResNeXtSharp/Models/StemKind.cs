namespace ResNeXtSharp.Models;

/// <summary>What brings pictures into a residual network.</summary>
public enum StemKind
{
    /// <summary>A 7x7 convolution and max pooling, a quarter of the picture's sides: ImageNet's.</summary>
    ImageNet,

    /// <summary>Three 3x3 convolutions and max pooling, a quarter of the picture's sides: the "d" of ResNet-D (He et al. 2019, "Bag of Tricks").</summary>
    Deep,

    /// <summary>A 3x3 convolution at the picture's own size: CIFAR's.</summary>
    Cifar,

    /// <summary>A 3x3 convolution at the picture's own size and max pooling, half of the picture's sides: the stages cost a quarter of what they do behind <see cref="Cifar"/>.</summary>
    PooledCifar,
}
