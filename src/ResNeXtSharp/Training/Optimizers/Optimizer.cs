using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Changes parameters along their gradients, as torch.optim's optimizers do.</summary>
public abstract class Optimizer
{
    private readonly Parameter[] _parameters;

    private protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
    {
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
            throw new ArgumentException("There are no parameters to optimise.", nameof(parameters));
        LearningRate = learningRate;
        Slices = new ParameterSlices([.. _parameters.Select(p => p.Value.Cell.Buffer.Length)]);
        for (int i = 0; i < _parameters.Length; i++)
            Slices.Parameters[i] = _parameters[i].Value.Cell.Buffer;
    }

    /// <summary>The step's length; a schedule may change it between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public double LearningRate
    {
        get;
        set => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A learning rate of {value} is not a positive number.");
    }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    private protected ParameterSlices Slices { get; }

    /// <summary>Forgets all gradients. Their memory is kept; the next backward pass overwrites it.</summary>
    public void ZeroGrad()
    {
        foreach (Parameter parameter in _parameters)
            parameter.ZeroGrad();
    }

    /// <summary>Takes one step. Parameters without a gradient stay as they are.</summary>
    public void Step()
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            Tensors.TensorCell cell = _parameters[i].Value.Cell;
            Slices.Gradients[i] = cell.HasGradient ? cell.Gradient : null;
        }
        StepCount++;
        Update();
    }

    private protected abstract void Update();

    /// <summary>One buffer of zeros per parameter.</summary>
    private protected void AddState(NativeBuffer?[] state)
    {
        for (int i = 0; i < state.Length; i++)
            state[i] = BufferPool.RentZeroed(Slices.Parameters[i]!.Length);
    }

    private protected static double NotNegative(double value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name} must not be negative, and is {value}.");
}
