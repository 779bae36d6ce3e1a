using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>
/// Moves the weights of convolutions along orthogonal directions, so that all of a layer's inputs and outputs learn at one pace (Jordan et al., "Muon: An optimizer for
/// hidden layers in neural networks", 2024), with torch.optim.Muon's arithmetic: a weight is the matrix of its output channels by all that goes into one, and a grouped
/// convolution's one matrix for each group. All else, vectors and classifiers, moves by <see cref="Sgd"/>'s arithmetic with the same momentum and Nesterov's look-ahead.
/// </summary>
public sealed class Muon : Optimizer
{
    private readonly double _momentum;
    private readonly double _weightDecay;
    private readonly Dictionary<ParameterSlices, Matrices> _matrices;

    /// <summary>An optimizer of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="learningRate">lr: for a convolution about the angle, in radians, that its weight turns by in a step.</param>
    /// <param name="momentum">Share of the average gradient that is kept, in (0, 1).</param>
    /// <param name="weightDecay">Each step takes lr times this off a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public Muon(IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.9, double weightDecay = 0)
        : this([new ParameterGroup([.. parameters])], learningRate, momentum, weightDecay)
    {
    }

    /// <summary>An optimizer of groups of parameters, each with a learning rate and a weight decay of its own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="learningRate">lr of a group whose scale is 1: for a convolution about the angle, in radians, that its weight turns by in a step.</param>
    /// <param name="momentum">Share of the average gradient that is kept, in (0, 1).</param>
    /// <param name="weightDecay">Each step takes lr times this off a weight.</param>
    /// <exception cref="ArgumentException">A parameter is there twice, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public Muon(IEnumerable<ParameterGroup> groups, double learningRate = 0.02, double momentum = 0.9, double weightDecay = 0)
        : base(groups, learningRate)
    {
        if (momentum is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), $"Muon's momentum lies between 0 and 1, and is {momentum}.");
        _momentum = momentum;
        _weightDecay = NotNegative(weightDecay, nameof(weightDecay));
        AddState(slices => slices.First);
        _matrices = Groups.ToDictionary(group => group.Slices, group => new Matrices(group.Parameters, group.Slices));
    }

    private protected override void Update(ParameterSlices slices, double learningRate, double weightDecayScale)
    {
        double weightDecay = _weightDecay * weightDecayScale;
        _matrices[slices].Step(slices, _momentum, learningRate, weightDecay);
        // SGD's momentum adds a decay up: this share of it comes to the same.
        new SgdStep(learningRate, _momentum, nesterov: true, weightDecay * (1 - _momentum), first: StepCount == 1).Apply(slices);
    }

    // A direction is known only once the whole gradient is: no weight can move during the backward pass.
    private protected override void Prepare(ParameterSlices slices, double learningRate, double weightDecayScale)
    {
    }

    /// <summary>The convolutions of a group, with room for their directions.</summary>
    private sealed class Matrices
    {
        // Largest first, so that no thread is left with one of them when the others are done.
        private readonly (int Index, Parameter Parameter)[] _weights;
        private readonly ParameterSlices _momenta;
        private readonly ParameterSlices _moves;

        internal Matrices(IReadOnlyList<Parameter> parameters, ParameterSlices slices)
        {
            _weights = [.. parameters.Index().Where(each => each.Item.Shape.Rank == 4).OrderByDescending(each => each.Item.Shape.Count)];
            int[] lengths = [.. _weights.Select(weight => slices.Parameters[weight.Index]!.Length)];
            (_momenta, _moves) = (new ParameterSlices(lengths), new ParameterSlices(lengths));
            for (int i = 0; i < _weights.Length; i++)
            {
                _momenta.First[i] = slices.First[_weights[i].Index];
                _momenta.Parameters[i] = BufferPool.RentZeroed(lengths[i]);
                _moves.Parameters[i] = slices.Parameters[_weights[i].Index];
            }
        }

        /// <summary>Moves every convolution that has a gradient, and takes its gradient from <paramref name="slices"/>.</summary>
        internal void Step(ParameterSlices slices, double momentum, double learningRate, double weightDecay)
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                NativeBuffer? gradient = slices.Gradients[_weights[i].Index];
                slices.Gradients[_weights[i].Index] = null;
                _momenta.Gradients[i] = gradient;
                _moves.Gradients[i] = gradient is null ? null : _momenta.Parameters[i];
            }
            new MuonMomentum(momentum).Apply(_momenta);
            foreach ((_, Parameter weight) in _weights)
                BufferPool.Reserve(RoomFor(weight), WorkerPool.Threads);
            var job = new Orthogonalization(this);
            WorkerPool.Run(_weights.Length, ref job);
            new SgdStep(learningRate, momentum: 0, nesterov: false, weightDecay, first: false).Apply(_moves);
        }

        /// <summary>Output channels and inputs of one group's matrix.</summary>
        static (int Rows, int Columns) MatrixOf(Parameter weight) => (weight.Shape[0] / weight.Groups, weight.Shape.Count / weight.Shape[0]);

        static int RoomFor(Parameter weight)
        {
            (int rows, int columns) = MatrixOf(weight);
            return weight.Shape.Count + NewtonSchulz.ScratchLength(rows, columns);
        }

        /// <summary>Item = weight. The products of small matrices would not keep several threads busy; many matrices do.</summary>
        private readonly struct Orthogonalization(Matrices matrices) : IJob
        {
            public void Run(int index)
            {
                if (matrices._moves.Gradients[index] is not { } direction)
                    return;
                Parameter weight = matrices._weights[index].Parameter;
                (int rows, int columns) = MatrixOf(weight);
                MemoryLayout layout = weight.Value.Cell.Layout;
                NativeBuffer room = BufferPool.Rent(RoomFor(weight));
                Span<float> values = room.Span[^weight.Shape.Count..], scratch = room.Span[..^weight.Shape.Count];
                layout.Load(weight.Shape, direction.Span, values);
                for (int group = 0; group < weight.Groups; group++)
                    NewtonSchulz.Orthogonalize(values.Slice(group * rows * columns, rows * columns), rows, columns, scratch);
                if (rows > columns)
                    TensorPrimitives.Multiply(values, MathF.Sqrt((float)rows / columns), values);
                layout.Store(weight.Shape, values, direction.Span);
                BufferPool.Return(room);
            }
        }
    }
}
