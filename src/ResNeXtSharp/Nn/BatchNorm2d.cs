using System.Globalization;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Normalises every channel of [n, c, h, w]: by the batch's statistics in training, by running ones in evaluation: torch.nn.BatchNorm2d.</summary>
public sealed class BatchNorm2d : Module
{
    private readonly Tensor _batchesTracked;

    /// <summary>Scale 1, shift 0, running mean 0 and variance 1.</summary>
    /// <param name="features">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">The batch's share in the running statistics.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive.</exception>
    public BatchNorm2d(int features, double epsilon = 1e-5, double momentum = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        (Features, Epsilon, Momentum) = (features, epsilon, momentum);
        Weight = RegisterParameter("weight", Tensor.Ones([features]));
        Bias = RegisterParameter("bias", Tensor.Zeros([features]));
        RunningMean = RegisterBuffer("running_mean", Tensor.Zeros([features]));
        RunningVariance = RegisterBuffer("running_var", Tensor.Ones([features]));
        _batchesTracked = RegisterBuffer("num_batches_tracked", Tensor.Zeros([]));
    }

    /// <summary>Channels.</summary>
    public int Features { get; }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>The batch's share in the running statistics.</summary>
    public double Momentum { get; }

    /// <summary>γ, [features]</summary>
    public Parameter Weight { get; }

    /// <summary>β, [features]</summary>
    public Parameter Bias { get; }

    /// <summary>[features]</summary>
    public Tensor RunningMean { get; }

    /// <summary>[features], unbiased.</summary>
    public Tensor RunningVariance { get; }

    /// <summary>What the operation needs to know.</summary>
    internal BatchNormState State => new(Weight.Value, Bias.Value, RunningMean, RunningVariance, IsTraining, Momentum, Epsilon) { Exchange = Exchange };

    /// <summary>The processes whose pictures make one batch, or null where this one's do.</summary>
    internal IStatisticsExchange? Exchange { get; set; }

    /// <summary>relu(norm(input)) in one pass; the same as this module followed by <paramref name="relu"/>.</summary>
    internal Tensor ForwardRelu(Tensor input, ReLU relu) => ForwardFused(input, default, null, relu);

    /// <summary>
    /// relu(norm(input) + shortcut(identity)) in one pass: how a residual block ends. Without a <paramref name="shortcut"/> the identity is added as it is.
    /// </summary>
    internal Tensor ForwardAddRelu(Tensor input, Tensor identity, Module? shortcut, ReLU relu) => ForwardFused(input, identity, shortcut, relu);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Normalize(input, default, relu: false);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => string.Create(
        CultureInfo.InvariantCulture, $"{Features}, eps={FormatPython(Epsilon)}, momentum={FormatPython(Momentum)}, affine=True, track_running_stats=True");

    Tensor ForwardFused(Tensor input, Tensor identity, Module? shortcut, ReLU relu)
    {
        ForwardObserver? observer = ForwardObserver.Current;
        observer?.Enter(this, input.Shape);
        observer?.Leave(this, input.Shape);
        Tensor residual = shortcut is null ? identity : shortcut.Forward(identity);
        observer?.Enter(relu, input.Shape);
        Tensor output = Normalize(input, residual, relu: true);
        observer?.Leave(relu, output.Shape);
        return output;
    }

    Tensor Normalize(Tensor input, Tensor residual, bool relu)
    {
        if (IsTraining)
            _batchesTracked.Cell.Values[0]++;
        return Functional.BatchNorm2d(input, State, residual, relu);
    }

    // Python writes 1e-05 where .NET writes 1E-05.
    static string FormatPython(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
