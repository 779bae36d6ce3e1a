namespace ResNeXtSharp.Models;

/// <summary>The residual block of a network's stages.</summary>
public enum BlockKind
{
    /// <summary><see cref="BasicBlock"/></summary>
    Basic,

    /// <summary><see cref="Models.Bottleneck"/></summary>
    Bottleneck,

    /// <summary><see cref="Models.SqueezeExciteBottleneck"/></summary>
    SqueezeExcite,
}
