using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>A trainable tensor.</summary>
public sealed class Parameter
{
    internal Parameter(Tensor value)
    {
        Value = value;
        Value.Cell.RequiresGrad = true;
    }

    /// <summary>The values.</summary>
    public Tensor Value { get; }

    /// <summary>The sizes.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>Equal parts of the first dimension that act on inputs of their own: a grouped convolution's groups; 1 for all else.</summary>
    public int Groups { get; internal init; } = 1;

    /// <summary>Whether it is trained. A frozen parameter costs no backward pass.</summary>
    public bool RequiresGrad
    {
        get => Value.RequiresGrad;
        set => Value.Cell.RequiresGrad = value;
    }

    /// <summary>Forgets the gradient.</summary>
    public void ZeroGrad() => Value.Cell.ClearGradient();
}
