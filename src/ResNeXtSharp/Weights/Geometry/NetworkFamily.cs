namespace ResNeXtSharp.Weights;

/// <summary>Whose network a checkpoint belongs to. Several share a name such as "ResNeXt-29 8x64d" and differ in their shapes.</summary>
public enum NetworkFamily
{
    /// <summary>A ResNet, ResNeXt or wide ResNet of torchvision, which are those of the papers for ImageNet.</summary>
    TorchVision,

    /// <summary>A variant that timm adds to them: other sizes, a deep stem (ResNet-D), squeeze and excitation.</summary>
    Timm,

    /// <summary>The networks of the ResNeXt paper for CIFAR: a 3x3 stem and three stages (Xie et al. 2017, section 5.3).</summary>
    PaperCifar,

    /// <summary>This project's small networks for a CPU, which begin with fewer than 64 channels.</summary>
    ResNeXtSharp,

    /// <summary>kuangliu's pytorch-cifar: its ResNeXt widens to twice the width of a block instead of to 256, 512 and 1024 channels; its ResNet has a 3x3 stem.</summary>
    Kuangliu,

    /// <summary>weiaicunzai's pytorch-cifar100: the first 1x1 convolution of its blocks is grouped too.</summary>
    Weiaicunzai,

    /// <summary>Residual stages of none of these.</summary>
    Unknown,
}
