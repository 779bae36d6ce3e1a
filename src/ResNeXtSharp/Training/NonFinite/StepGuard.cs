using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Makes a step that went wrong undone: a forward pass changes running statistics before anybody can know that its loss is not finite.</summary>
internal sealed class StepGuard
{
    private readonly (string Name, Parameter Parameter)[] _parameters;
    private readonly (Tensor Buffer, float[] Before)[] _buffers;

    internal StepGuard(Module model)
    {
        _parameters = [.. model.NamedParameters()];
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

    /// <summary>The name of the first parameter, from the output on, whose gradient is not finite, or null. That is where a backward pass meets it first.</summary>
    internal string? FindBadGradient()
    {
        for (int i = _parameters.Length - 1; i >= 0; i--)
        {
            TensorCell cell = _parameters[i].Parameter.Value.Cell;
            if (cell.HasGradient && !NonFiniteOrigin.IsFinite(cell.Gradient!.Span))
                return _parameters[i].Name;
        }
        return null;
    }
}
