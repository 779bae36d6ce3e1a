namespace ResNeXtSharp.Weights;

/// <summary>A tensor of a PyTorch file, with the view that it is.</summary>
sealed class PyTorchEntry(string name, PyTorchView view) : TensorEntry(
    name, view.Storage.DType, view.Sizes, view.ElementCount, view.Storage.Offset + view.Offset * view.Storage.ElementSize, view.ElementCount * view.Storage.ElementSize)
{
    public PyTorchView View => view;
}
