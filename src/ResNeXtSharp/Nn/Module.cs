using System.Text;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// A part of a network: parameters, buffers and child modules under the names that PyTorch's checkpoints use, and a forward pass. Derive from it,
/// register the parts in the constructor and override <see cref="ForwardCore"/>.
/// </summary>
public abstract class Module
{
    private readonly List<(string Name, Parameter Parameter)> _parameters = [];
    private readonly List<(string Name, Tensor Buffer)> _buffers = [];
    private readonly List<(string Name, Module Module)> _children = [];

    /// <summary>Whether the module trains (batch statistics) or is used (running statistics).</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>Whether the module is frozen: see <see cref="Freeze"/>.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The direct parts, in order of registration.</summary>
    public IReadOnlyList<(string Name, Module Module)> Children => _children;

    /// <summary>The class name as PyTorch prints it.</summary>
    protected internal virtual string Kind => GetType().Name;

    /// <summary>Computes the output. Intermediate results are taken back afterwards: see <see cref="Tensor"/>.</summary>
    /// <exception cref="ArgumentException">The input's shape does not fit.</exception>
    public Tensor Forward(Tensor input)
    {
        int mark = ForwardScope.Enter();
        TensorCell? result = null;
        try
        {
            ForwardObserver.Current?.Enter(this, input.Shape);
            Tensor output = ForwardCore(input);
            ForwardObserver.Current?.Leave(this, output.Shape);
            result = output.Cell;
            return output;
        }
        finally
        {
            ForwardScope.Exit(mark, result);
        }
    }

    /// <summary>Puts this module and all its parts into training mode.</summary>
    public void Train() => SetTraining(true);

    /// <summary>Puts this module and all its parts into evaluation mode.</summary>
    public void Eval() => SetTraining(false);

    /// <summary>Sets training mode on or off. What is frozen stays in evaluation mode.</summary>
    public void SetTraining(bool training)
    {
        IsTraining = training && !IsFrozen;
        foreach ((_, Module child) in _children)
            child.SetTraining(training);
    }

    /// <summary>
    /// Holds this module and all its parts as they are: parameters require no gradient, and the mode is evaluation, so that batch normalisation neither uses
    /// nor learns a batch's statistics, until <see cref="Unfreeze"/>.
    /// </summary>
    public void Freeze() => SetFrozen(true);

    /// <summary>Lets this module and all its parts be trained again, from the next <see cref="Train"/> on.</summary>
    public void Unfreeze() => SetFrozen(false);

    /// <summary>All trainable parameters with their full names, such as "layer1.0.conv2.weight".</summary>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters()
    {
        foreach ((string prefix, Module module) in NamedModules())
        {
            foreach ((string name, Parameter parameter) in module._parameters)
                yield return (Join(prefix, name), parameter);
        }
    }

    /// <summary>All trainable parameters, in order.</summary>
    public IReadOnlyList<Parameter> Parameters() => [.. NamedParameters().Select(named => named.Parameter)];

    /// <summary>All buffers, such as running statistics, with their full names.</summary>
    public IEnumerable<(string Name, Tensor Buffer)> NamedBuffers()
    {
        foreach ((string prefix, Module module) in NamedModules())
        {
            foreach ((string name, Tensor buffer) in module._buffers)
                yield return (Join(prefix, name), buffer);
        }
    }

    /// <summary>This module under "" and all modules inside it with their full names, outer before inner.</summary>
    public IEnumerable<(string Name, Module Module)> NamedModules()
    {
        yield return ("", this);
        foreach ((string name, Module child) in _children)
        {
            foreach ((string inner, Module module) in child.NamedModules())
                yield return (Join(name, inner), module);
        }
    }

    /// <summary>Parameters and buffers by full name, in PyTorch's order. The tensors are the module's own, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach ((string prefix, Module module) in NamedModules())
        {
            foreach ((string name, Parameter parameter) in module._parameters)
                state.Add(Join(prefix, name), parameter.Value);
            foreach ((string name, Tensor buffer) in module._buffers)
                state.Add(Join(prefix, name), buffer);
        }
        return state;
    }

    /// <summary>Copies the values of a state dict, as load_state_dict does. On failure nothing changes.</summary>
    /// <param name="state">Values under this module's keys.</param>
    /// <param name="strict">Whether every key must be there and no other. A shape that differs is an error either way.</param>
    /// <returns>Which keys were missing or unexpected: none if strict.</returns>
    /// <exception cref="ArgumentException">A key is missing or unexpected, or a shape differs; the message names them.</exception>
    public LoadReport LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        IReadOnlyDictionary<string, Tensor> own = StateDict();
        LoadReport report = LoadReport.Compare(own, state.ToDictionary(entry => entry.Key, entry => LoadReport.Sizes(entry.Value)));
        if (strict ? !report.IsExact : report.Misshaped.Count > 0)
            throw new ArgumentException($"The state dict is another model's ({report.Summary}).", nameof(state));
        foreach ((string key, Tensor tensor) in own)
        {
            if (state.TryGetValue(key, out Tensor given))
                tensor.CopyFrom(given.ToArray());
        }
        return report;
    }

    /// <summary>Number of trainable scalars.</summary>
    public long CountParameters() => NamedParameters().Sum(named => (long)named.Parameter.Shape.Count);

    /// <summary>The structure as PyTorch's print(model) shows it.</summary>
    public override string ToString()
    {
        string extra = ExtraRepresentation();
        if (_children.Count == 0)
            return $"{Kind}({extra})";
        var text = new StringBuilder(Kind).Append("(\n");
        if (extra.Length > 0)
            text.Append("  ").Append(extra).Append('\n');
        foreach ((string name, Module child) in _children)
            text.Append("  (").Append(name).Append("): ").Append(child.ToString().Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        return text.Append(')').ToString();
    }

    /// <summary>The forward pass itself.</summary>
    protected abstract Tensor ForwardCore(Tensor input);

    /// <summary>The settings PyTorch prints behind the class name.</summary>
    protected virtual string ExtraRepresentation() => "";

    /// <summary>Adds a trainable parameter.</summary>
    /// <param name="name">What it is called in the state dictionary, behind the module's own name.</param>
    /// <param name="value">Its values.</param>
    /// <param name="groups">Equal parts of its first dimension that act on inputs of their own.</param>
    protected Parameter RegisterParameter(string name, Tensor value, int groups = 1)
    {
        var parameter = new Parameter(value) { Groups = groups };
        _parameters.Add((name, parameter));
        return parameter;
    }

    /// <summary>Adds a tensor that is saved but not trained.</summary>
    protected Tensor RegisterBuffer(string name, Tensor value)
    {
        _buffers.Add((name, value));
        return value;
    }

    /// <summary>Adds a part, or replaces the part of that name in its place.</summary>
    protected TModule Register<TModule>(string name, TModule child)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(child);
        int index = _children.FindIndex(c => c.Name == name);
        if (index < 0)
            _children.Add((name, child));
        else
            _children[index] = (name, child);
        child.SetTraining(IsTraining);
        return child;
    }

    void SetFrozen(bool frozen)
    {
        IsFrozen = frozen;
        foreach ((_, Parameter parameter) in _parameters)
            parameter.RequiresGrad = !frozen;
        foreach ((_, Module child) in _children)
            child.SetFrozen(frozen);
        SetTraining(IsTraining);
    }

    static string Join(string prefix, string name) => prefix.Length == 0 ? name : name.Length == 0 ? prefix : $"{prefix}.{name}";
}
