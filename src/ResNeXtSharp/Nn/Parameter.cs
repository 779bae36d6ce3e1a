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

    /// <summary>Whether it is trained. A frozen parameter costs no backward pass.</summary>
    public bool RequiresGrad
    {
        get => Value.RequiresGrad;
        set => Value.Cell.RequiresGrad = value;
    }

    /// <summary>Forgets the gradient.</summary>
    public void ZeroGrad() => Value.Cell.ClearGradient();
}
