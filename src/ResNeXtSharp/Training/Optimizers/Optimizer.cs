using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Changes parameters along their gradients, as torch.optim's optimizers do.</summary>
public abstract class Optimizer
{
    private readonly Group[] _groups;

    private protected Optimizer(IEnumerable<ParameterGroup> groups, double learningRate)
    {
        _groups = [.. groups.Select(group => new Group(group))];
        Parameter[] all = [.. _groups.SelectMany(group => group.Parameters)];
        if (all.Length == 0)
            throw new ArgumentException("There are no parameters to optimise.", nameof(groups));
        if (all.Distinct().Count() < all.Length)
            throw new ArgumentException("A parameter is in two groups, or twice in one: it would be moved twice in each step.", nameof(groups));
        LearningRate = learningRate;
    }

    /// <summary>The step's length; a schedule may change it between steps. A group's own is this times its scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public double LearningRate
    {
        get;
        set => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A learning rate of {value} is not a positive number.");
    }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; internal set; }

    /// <summary>Each parameter with the buffers of its moments, in its own memory layout; null where there is none.</summary>
    internal IEnumerable<(Parameter Parameter, NativeBuffer? First, NativeBuffer? Second)> Moments =>
        _groups.SelectMany(group => group.Parameters.Select((parameter, i) => (parameter, group.Slices.First[i], group.Slices.Second[i])));

    /// <summary>Each group's parameters, as users and as the kernels see them.</summary>
    private protected IEnumerable<(IReadOnlyList<Parameter> Parameters, ParameterSlices Slices)> Groups =>
        _groups.Select(group => ((IReadOnlyList<Parameter>)group.Parameters, group.Slices));

    /// <summary>Forgets all gradients. Their memory is kept; the next backward pass overwrites it.</summary>
    public void ZeroGrad()
    {
        foreach (Group group in _groups)
        {
            foreach (Parameter parameter in group.Parameters)
                parameter.ZeroGrad();
        }
    }

    /// <summary>Takes one step. Parameters without a gradient stay as they are.</summary>
    public void Step()
    {
        StepCount++;
        UpdateAll();
    }

    /// <summary>Multiplies all gradients by a factor, such as one by the number of batches whose gradients were added up.</summary>
    /// <param name="factor">The factor.</param>
    public void ScaleGradients(double factor)
    {
        foreach (Group group in _groups)
        {
            group.CollectGradients();
            new GradientScale(factor).Apply(group.Slices);
        }
    }

    /// <summary>Scales all gradients down together where their common norm is larger than wanted: torch.nn.utils.clip_grad_norm_.</summary>
    /// <param name="maxNorm">The largest norm they may have.</param>
    /// <returns>The norm they had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not positive.</exception>
    public double ClipGradients(double maxNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNorm);
        double squares = 0;
        foreach (Group group in _groups)
        {
            group.CollectGradients();
            squares += GradientNorm.SumOfSquares(group.Slices);
        }
        double norm = Math.Sqrt(squares);
        // The millionth is PyTorch's.
        double factor = maxNorm / (norm + 1e-6);
        if (factor < 1)
            ScaleGradients(factor);
        return norm;
    }

    /// <summary>
    /// <c>loss.Backward()</c> and <see cref="Step"/> in one: large weights change as soon as their gradient is known, so that it is never stored, which saves
    /// its memory and the way there and back. The same bits as the two calls. Afterwards those weights have no gradient.
    /// </summary>
    /// <param name="loss">A scalar that was computed from the parameters.</param>
    /// <exception cref="InvalidOperationException"><paramref name="loss"/> is no scalar, or nothing was recorded for it.</exception>
    public void BackwardAndStep(Tensor loss)
    {
        StepCount++;
        foreach (Group group in _groups)
        {
            Prepare(group.Slices, LearningRate * group.LearningRateScale, group.WeightDecayScale);
            group.Offer(group.Slices.Updates);
        }
        try
        {
            loss.Backward();
        }
        finally
        {
            foreach (Group group in _groups)
                group.Offer(null);
        }
        UpdateAll();
    }

    void UpdateAll()
    {
        foreach (Group group in _groups)
        {
            group.CollectGradients();
            Update(group.Slices, LearningRate * group.LearningRateScale, group.WeightDecayScale);
        }
    }

    /// <summary>Updates every parameter that has a gradient.</summary>
    private protected abstract void Update(ParameterSlices slices, double learningRate, double weightDecayScale);

    /// <summary>Makes the same update ready to be taken weight by weight.</summary>
    private protected abstract void Prepare(ParameterSlices slices, double learningRate, double weightDecayScale);

    /// <summary>One buffer of zeros per parameter in the places that <paramref name="choose"/> names.</summary>
    private protected void AddState(Func<ParameterSlices, NativeBuffer?[]> choose)
    {
        foreach (Group group in _groups)
        {
            NativeBuffer?[] state = choose(group.Slices);
            for (int i = 0; i < state.Length; i++)
                state[i] = BufferPool.RentZeroed(group.Slices.Parameters[i]!.Length);
        }
    }

    private protected static double NotNegative(double value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name} must not be negative, and is {value}.");

    /// <summary>A group as the kernels see it.</summary>
    private sealed class Group
    {
        internal Group(ParameterGroup group)
        {
            Parameters = [.. group.Parameters];
            LearningRateScale = NotNegative(group.LearningRateScale, nameof(group.LearningRateScale));
            WeightDecayScale = NotNegative(group.WeightDecayScale, nameof(group.WeightDecayScale));
            Slices = new ParameterSlices([.. Parameters.Select(p => p.Value.Cell.Buffer.Length)]);
            for (int i = 0; i < Parameters.Length; i++)
                Slices.Parameters[i] = Parameters[i].Value.Cell.Buffer;
        }

        internal Parameter[] Parameters { get; }

        internal double LearningRateScale { get; }

        internal double WeightDecayScale { get; }

        internal ParameterSlices Slices { get; }

        /// <summary>Lets the backward pass take the update of each weight, or, with null, no longer.</summary>
        internal void Offer(WeightUpdate?[]? updates)
        {
            for (int i = 0; i < Parameters.Length; i++)
                Parameters[i].Value.Cell.Update = updates?[i];
        }

        internal void CollectGradients()
        {
            for (int i = 0; i < Parameters.Length; i++)
            {
                TensorCell cell = Parameters[i].Value.Cell;
                Slices.Gradients[i] = cell.HasGradient ? cell.Gradient : null;
            }
        }
    }
}
