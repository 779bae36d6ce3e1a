using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Differentiation;

/// <summary>Reverse-mode differentiation: operations on tensors that require gradients are recorded, and played backwards by <see cref="Tensor.Backward"/>.</summary>
public static class Autograd
{
    // A comparison, not a comparer: sorting by a comparer makes a delegate of it every time.
    private static readonly Comparison<Operation> LatestFirst = static (x, y) => y.Sequence.CompareTo(x.Sequence);

    [ThreadStatic]
    private static int _paused;

    [ThreadStatic]
    private static List<Operation>? _order;

    private static long _traversals;

    /// <summary>Whether operations of this thread are recorded.</summary>
    public static bool IsRecording => _paused == 0;

    /// <summary>Stops recording on this thread until the scope is disposed: <c>using (Autograd.NoGrad()) { ... }</c>, as torch.no_grad().</summary>
    public static NoGradScope NoGrad()
    {
        _paused++;
        return default;
    }

    internal static void Resume() => _paused--;

    /// <summary>Plays back what is recorded for a scalar, whose own gradient is <paramref name="seed"/>.</summary>
    internal static void Backward(Tensor scalar, float seed = 1f)
    {
        TensorCell root = scalar.Cell;
        if (root.Shape.Count != 1)
            throw new InvalidOperationException($"Backward() starts at a scalar such as a loss, not at {root.Shape}.");
        if (root.Creator is null)
            throw new InvalidOperationException(
                "Nothing was recorded for this tensor: it was computed under NoGrad(), from tensors that require no gradient, or Backward() has used its graph already.");
        List<Operation> order = Collect(root.Creator);
        root.GradientTarget(out _)[0] = seed;
        foreach (Operation operation in order)
        {
            TensorCell output = operation.Output;
            if (output.HasGradient)
                operation.Backward();
            operation.Release();
            output.ReleaseGradient();
            if (!output.IsUserOwned)
                output.Release();
        }
        order.Clear();
    }

    /// <summary>Every operation behind <paramref name="last"/>, latest first: nobody's gradient is used before all its readers have added to it.</summary>
    static List<Operation> Collect(Operation last)
    {
        long traversal = Interlocked.Increment(ref _traversals);
        List<Operation> order = _order ??= [];
        order.Add(last);
        last.VisitedBy = traversal;
        for (int next = 0; next < order.Count; next++)
        {
            Operation operation = order[next];
            for (int i = 0; i < operation.InputCount; i++)
            {
                if (operation.Input(i)?.Creator is { } creator && creator.VisitedBy != traversal)
                {
                    creator.VisitedBy = traversal;
                    order.Add(creator);
                }
            }
        }
        order.Sort(LatestFirst);
        return order;
    }
}
