using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Differentiation;

/// <summary>
/// One recorded operation: what its backward pass needs, and how it sends the gradient of its output to its inputs. Recycled after use, so that a
/// steady training step records without allocating.
/// </summary>
internal abstract class Operation
{
    private static long _sequence;

    private readonly List<TensorCell?> _inputs = new(4);

    /// <summary>Grows with every recorded operation: whoever reads a result has a higher number than whoever made it.</summary>
    internal long Sequence { get; private set; }

    /// <summary>The result. Its gradient is complete when <see cref="Backward"/> is called.</summary>
    internal TensorCell Output { get; private set; } = null!;

    internal int InputCount => _inputs.Count;

    /// <summary>The traversal that has seen this operation.</summary>
    internal long VisitedBy { get; set; }

    /// <summary>Input <paramref name="index"/>, or null where an optional one was not given.</summary>
    internal TensorCell? Input(int index) => _inputs[index];

    /// <summary>Sends the gradient of <see cref="Output"/> to the inputs that require one.</summary>
    internal abstract void Backward();

    /// <summary>Frees what was saved for the backward pass and returns this object to its pool.</summary>
    internal void Release()
    {
        foreach (TensorCell? input in _inputs)
            input?.Unpin();
        _inputs.Clear();
        Output.Creator = null;
        Output = null!;
        ReleaseSaved();
        ReturnToPool();
    }

    internal void Attach(TensorCell output, ReadOnlySpan<TensorCell?> inputs)
    {
        Sequence = Interlocked.Increment(ref _sequence);
        Output = output;
        foreach (TensorCell? input in inputs)
        {
            input?.Pin();
            _inputs.Add(input);
        }
        output.Creator = this;
        output.RequiresGrad = true;
    }

    /// <summary>Whether input <paramref name="index"/> exists and wants a gradient.</summary>
    protected bool Wants(int index) => _inputs[index] is { RequiresGrad: true };

    /// <summary>Returns buffers saved by the forward pass.</summary>
    protected virtual void ReleaseSaved()
    {
    }

    private protected abstract void ReturnToPool();
}

/// <summary>An operation with a pool of its own.</summary>
internal abstract class Operation<TSelf> : Operation
    where TSelf : Operation<TSelf>, new()
{
    [ThreadStatic]
    private static Stack<TSelf>? _idle;

    /// <summary>
    /// Finishes an operation: if gradients are recorded and an input requires one, returns the record to save what the backward pass needs; else null.
    /// </summary>
    internal static TSelf? Record(TensorCell output, params ReadOnlySpan<TensorCell?> inputs)
    {
        bool wanted = false;
        if (Autograd.IsRecording)
        {
            foreach (TensorCell? input in inputs)
                wanted |= input is { RequiresGrad: true };
        }
        if (!wanted)
        {
            ForwardScope.Own(output);
            return null;
        }
        TSelf operation = (_idle ??= []).TryPop(out TSelf? idle) ? idle : new TSelf();
        operation.Attach(output, inputs);
        output.IsUserOwned = !ForwardScope.IsActive;
        return operation;
    }

    private protected sealed override void ReturnToPool() => (_idle ??= []).Push((TSelf)this);
}
