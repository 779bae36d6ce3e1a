namespace ResNeXtSharp.Tensors;

/// <summary>Waits for the gradients of leaves, to send them on while the backward pass goes on.</summary>
internal interface IGradientSink
{
    /// <summary>No operation that is left will add to the gradient of <paramref name="cell"/>.</summary>
    void Complete(TensorCell cell);
}
