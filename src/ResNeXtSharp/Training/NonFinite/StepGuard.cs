using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Makes an update that went wrong undone: a forward pass changes running statistics before anybody can know that its loss is not finite.</summary>
internal sealed class StepGuard
{
    private readonly Parameter[] _parameters;
    private readonly (Tensor Buffer, float[] Before)[] _buffers;

    internal StepGuard(Module model)
    {
        _parameters = [.. model.Parameters()];
        _buffers = [.. model.NamedBuffers().Select(named => (named.Buffer, new float[named.Buffer.Cell.Values.Length]))];
    }

    /// <summary>Remembers the buffers.</summary>
    internal void Remember()
    {
        foreach ((Tensor buffer, float[] before) in _buffers)
            buffer.Cell.Values.CopyTo(before);
    }

    /// <summary>Puts the buffers back.</summary>
    internal void Restore()
    {
        foreach ((Tensor buffer, float[] before) in _buffers)
            before.CopyTo(buffer.Cell.Values);
    }

    /// <summary>Looks at every gradient.</summary>
    internal bool AreGradientsFinite()
    {
        foreach (Parameter parameter in _parameters)
        {
            TensorCell cell = parameter.Value.Cell;
            if (cell.HasGradient && !NonFiniteOrigin.IsFinite(cell.Gradient!.Span))
                return false;
        }
        return true;
    }
}
