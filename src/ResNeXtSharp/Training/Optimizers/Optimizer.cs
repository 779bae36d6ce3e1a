using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;

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
        foreach (Group group in _groups)
        {
            group.CollectGradients();
            Update(group.Slices, LearningRate * group.LearningRateScale);
        }
    }

    private protected abstract void Update(ParameterSlices slices, double learningRate);

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
            Slices = new ParameterSlices([.. Parameters.Select(p => p.Value.Cell.Buffer.Length)]);
            for (int i = 0; i < Parameters.Length; i++)
                Slices.Parameters[i] = Parameters[i].Value.Cell.Buffer;
        }

        internal Parameter[] Parameters { get; }

        internal double LearningRateScale { get; }

        internal ParameterSlices Slices { get; }

        internal void CollectGradients()
        {
            for (int i = 0; i < Parameters.Length; i++)
            {
                Tensors.TensorCell cell = Parameters[i].Value.Cell;
                Slices.Gradients[i] = cell.HasGradient ? cell.Gradient : null;
            }
        }
    }
}
