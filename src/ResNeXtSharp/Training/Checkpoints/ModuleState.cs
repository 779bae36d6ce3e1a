using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Parameters and buffers of a module under their names, running statistics and batch counters included.</summary>
/// <param name="name">What the entries' names begin with.</param>
/// <param name="module">The module.</param>
public sealed class ModuleState(string name, Module module) : ITrainingState
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach ((string key, Tensor tensor) in module.StateDict())
            writer.Add(key, tensor);
    }

    /// <inheritdoc/>
    public void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        foreach ((string key, Tensor tensor) in module.StateDict())
            reader.Read(key, tensor);
    }
}
